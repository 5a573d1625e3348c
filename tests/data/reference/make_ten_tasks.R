# The numbers of docs/coming-from-r.md by R's survey package; writes ten_tasks.json beside itself.
# Rscript make_ten_tasks.R   (needs the packages survey and jsonlite)
suppressMessages({library(survey); library(jsonlite)})
apistrat <- read.csv("apistrat.csv"); scd <- read.csv("scd.csv")
yes_no <- c("awards","sch.wide","comp.imp","both"); apistrat[yes_no] <- apistrat[yes_no] == "Yes"; apistrat$poor <- apistrat$meals > 45
types <- data.frame(stype=c("E","H","M"), Freq=c(4421,755,1018)); poor <- data.frame(poor=c(FALSE,TRUE), Freq=c(3094,3100))
d <- svydesign(ids=~1, strata=~stype, weights=~pw, fpc=~fpc, data=apistrat)
ref <- list(survey=as.character(packageVersion("survey")))
both <- function(x) list(estimate=as.numeric(coef(x)), se=as.numeric(SE(x)))
yes <- function(x) { keep <- grepl("TRUE$", names(coef(x))); list(estimate=as.numeric(coef(x))[keep], se=as.numeric(if (is.data.frame(x)) unlist(SE(x)) else SE(x))[keep]) }

ref$task1 <- yes(svyby(~awards, ~stype, d, svymean))
f <- ~awards+sch.wide+comp.imp+both
ref$task2 <- list(
  cells=yes(svyby(f, ~stype+poor, d, svymean)),
  stype=yes(svyby(f, ~stype, d, svymean)),
  poor=yes(svyby(f, ~poor, d, svymean)),
  all=yes(svymean(f, d)))
ref$task3 <- list(
  mean=both(svyby(~api00, ~stype, d, svymean)),
  median=as.numeric(coef(svyby(~api00, ~stype, d, svyquantile, quantiles=.5))))
ref$task4 <- both(svyratio(~api00, ~api99, d))
ref$task5 <- yes(svymean(~awards, rake(d, list(~stype, ~poor), list(types, poor))))
t6 <- svychisq(~stype+awards, d)
ref$task6 <- list(f=t6$statistic[[1]], df1=t6$parameter[[1]], df2=t6$parameter[[2]], p_value=t6$p.value[[1]])
m <- svyby(~api00, ~stype, d, svymean, covmat=TRUE)
ref$task7 <- both(svycontrast(m, list(EH=c(1,-1,0), EM=c(1,0,-1), HM=c(0,1,-1))))
ref$task8 <- both(svytotal(~arrests, svrepdesign(data=scd, weights=~w, repweights="^rep", type="BRR")))
ref$task9 <- both(svyglm(awards ~ api99 + meals, d, family=quasibinomial))
t <- svyby(~awards+sch.wide+comp.imp, ~stype+poor, d, svymean)
ref$task10 <- yes(t)
t$few <- svyby(~awards, ~stype+poor, d, unwtd.count)$counts < 30
ref$task10$few <- t$few
write(toJSON(ref, digits=15, auto_unbox=TRUE, pretty=FALSE), "ten_tasks.json")
