// Gives the user who asks another password; the only thing that a new server lets its first user do.
// writes
// param old: the password that holds
// param new: the one that is to hold
ALTER CURRENT USER SET PASSWORD FROM $old TO $new
