# Differences of groups and tests of association under replicate weights by R's survey package; writes replicate_reference.json
# beside itself. Rscript make_replicate_reference.R   (needs the packages survey and jsonlite)
suppressMessages({library(survey); library(jsonlite)})
data(api)
apiclus1$fpc <- as.numeric(apiclus1$fpc)
strat <- svydesign(ids=~1, strata=~stype, weights=~pw, fpc=~fpc, data=apistrat)
clus1 <- svydesign(ids=~dnum, weights=~pw, fpc=~fpc, data=apiclus1)
designs <- list(jk1=as.svrepdesign(clus1, type="JK1"), jkn=as.svrepdesign(strat, type="JKn"))
ref <- list(survey=as.character(packageVersion("survey")))
ref$differences <- lapply(names(designs), function(n) { d <- designs[[n]]
  two <- update(d, awarded=as.numeric(awards=="Yes"), high=as.numeric(stype=="H"))
  a <- svyttest(api00 ~ awarded, two); b <- svyttest(awarded ~ high, two)
  m <- svyby(~api00, ~stype, two, svymean, covmat=TRUE); V <- vcov(m)
  list(design=n, mean=list(estimate=a$estimate[[1]], t=a$statistic[[1]], df=a$parameter[[1]], p=a$p.value[[1]]),
       share=list(estimate=b$estimate[[1]], t=b$statistic[[1]], df=b$parameter[[1]], p=b$p.value[[1]]),
       groups=names(coef(m)), means=unname(coef(m)), covariance=unname(V)) })
ref$chisq <- lapply(names(designs), function(n) { d <- designs[[n]]
  f <- svychisq(~stype+awards, d, statistic="F"); w <- svychisq(~stype+awards, d, statistic="Wald"); a <- svychisq(~stype+awards, d, statistic="adjWald")
  list(design=n, f=f$statistic[[1]], df1=f$parameter[[1]], df2=f$parameter[[2]], p=f$p.value[[1]],
       wald=w$statistic[[1]], wald_df2=w$parameter[[2]], wald_p=w$p.value[[1]], adjusted=a$statistic[[1]], adjusted_df2=a$parameter[[2]], adjusted_p=a$p.value[[1]]) })
write_json(ref, "replicate_reference.json", auto_unbox=TRUE, digits=NA, pretty=TRUE)
