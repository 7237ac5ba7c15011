# Known answers for the tests of model/statistics: Rscript known_answers.R > known_answers.json
#
# Made with R 4.2.2, survival 3.5-3, cmprsk 2.2-11 and jsonlite of Debian 12 (r-base-core r-cran-survival r-cran-cmprsk r-cran-jsonlite).
# bpcp is not in Debian: BPCP names a file with its function `bpcp` (R/kmciFunctions.R of the package), or it is installed.
suppressMessages({library(survival); library(cmprsk); library(jsonlite)})
if (nzchar(Sys.getenv("BPCP"))) source(Sys.getenv("BPCP")) else library(bpcp)

answer <- function(name, exit, ending, entry = rep(-1, length(exit))) {
  delayed <- any(entry != -1)
  ended <- as.integer(ending != "")
  s <- if (delayed) Surv(entry, exit, ended) else Surv(exit, ended)
  km <- survfit(s ~ 1, conf.type = "log-log")
  found <- list(name = unbox(name), exit = exit, ending = ending, entry = entry,
    km = list(day = km$time, at_risk = km$n.risk, share = km$surv, error = km$std.err, low = km$lower, high = km$upper,
              median = unname(unlist(quantile(km, 0.5)))))
  kinds <- setdiff(unique(ending), "")
  if (length(kinds) > 1) {
    status <- factor(ending, c("", sort(kinds)))
    m <- if (delayed) Surv(entry, exit, status) else Surv(exit, status)
    aj <- survfit(m ~ 1, id = seq_along(exit))
    found$incidence <- lapply(setNames(sort(kinds), sort(kinds)), function(kind)
      list(day = aj$time, share = aj$pstate[, kind == aj$states], error = aj$std.err[, kind == aj$states]))
    if (!delayed) {
      grays <- cuminc(exit, ending, cencode = "")
      found$cuminc <- lapply(setNames(sort(kinds), sort(kinds)), function(kind) {
        one <- grays[[paste("1", kind)]]
        list(day = one$time, share = one$est, variance = one$var)
      })
    }
  }
  if (!delayed) {
    days <- sort(unique(exit)); k <- length(days)
    beta <- bpcp(exit, ended)  # before the first day, on it, after it, on the second ...
    found$beta <- list(low_first = unbox(beta$lower[1]), low = beta$lower[2 * (1:k)], high = beta$upper[2 * (1:k)],
                       low_after = beta$lower[2 * (1:k) + 1], high_after = beta$upper[2 * (1:k) + 1])
  }
  found
}

set.seed(16)
n <- 200
entry <- sample(c(-1, 3, 20, 45), n, TRUE); exit <- pmax(0, entry) + round(rexp(n, 1 / 60)) + (entry > -1)
many <- sample(c("", "executed", "rejected", "superseded"), n, TRUE, c(3, 4, 1, 1))
leukaemia <- c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
relapse <- c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
write_json(pretty = TRUE, digits = NA, na = "null", x = list(
  answer("leukaemia, 6-MP (Freireich 1963)", leukaemia, ifelse(relapse == 1, "relapse", "")),
  answer("no censoring", c(3, 5, 5, 8, 12, 20, 31), rep("executed", 7)),
  answer("nothing but censoring", c(4, 4, 9, 11), rep("", 4)),
  answer("one wait", 14, "executed"),
  answer("days of zero, ties of endings and last sights", c(0, 0, 0, 0, 5, 5, 5, 9, 9, 12),
         c("executed", "executed", "rejected", "", "executed", "", "rejected", "", "executed", "")),
  answer("many, rounded to whole days, three endings", round(rexp(n, 1 / 60)), many),
  answer("delayed entry", c(10, 12, 15, 15, 20, 22, 30, 30), c("executed", "", "executed", "executed", "", "rejected", "executed", ""),
         c(-1, -1, 4, -1, 10, 12, 15, -1)),
  answer("many with delayed entry, three endings", exit, many, entry)), path = stdout())
