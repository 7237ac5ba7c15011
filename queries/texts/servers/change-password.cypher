// Replaces the password of the user who is logged in. A new server lets its first user do nothing else.
// writes
// param old: present password
// param new: new password
ALTER CURRENT USER SET PASSWORD FROM $old TO $new
