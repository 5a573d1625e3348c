# Designs of several stages by R's survey package: writes stages_reference.json, stages.csv and mu284.csv beside itself.
# Rscript make_stages_reference.R   (needs the packages survey and jsonlite)
suppressMessages({library(survey); library(jsonlite)})
data(mu284)
write.csv(mu284[, c("id1","n1","id2","n2","y1")], "mu284.csv", row.names=FALSE)
# Three stages, strata at the first two: 2 regions, 3 and 4 towns of 9 and 12, in each town blocks of two kinds, in each block 2 to 4 people.
set.seed(284)
rows <- list(); k <- 0
for (region in c("north","south")) { towns <- if (region=="north") 3 else 4
  for (town in seq_len(towns)) for (kind in c("old","new")) { blocks <- 2 + (town + (kind=="new")) %% 2
    for (block in seq_len(blocks)) { people <- 2 + (town + block) %% 3; shift <- rnorm(1)
      for (person in seq_len(people)) { k <- k + 1
        rows[[k]] <- data.frame(region=region, town=town, kind=kind, block=block, person=person, towns=if (region=="north") 9 else 12,
          blocks=blocks + 3 + town %% 2, people=people + 4 + block, y=round(50 + 3*town + 4*shift + 6*rnorm(1), 3), x=round(20 + 2*shift + 2*rnorm(1), 3),
          happy=as.integer(runif(1) < .35 + .08*town), age=sample(c("young","middle","old"), 1)) } } } }
people <- do.call(rbind, rows)
people$marked <- ifelse(people$region=="north" & people$town==1 & people$kind=="old", 1, 0)  # of these blocks one person each is kept below
write.csv(people, "stages.csv", row.names=FALSE)
three <- svydesign(ids=~town+block+person, strata=~region+kind, fpc=~towns+blocks+people, nest=TRUE, data=people)
two <- svydesign(id=~id1+id2, fpc=~n1+n2, data=mu284)
stat <- function(e, d) list(estimate=as.numeric(coef(e)), se=as.numeric(SE(e)), df=degf(d))
both <- function(design) { m <- svytotal(~happy, design); stat(m, design) }
ages <- data.frame(age=c("middle","old","young"), Freq=c(600, 500, 400))
fitted <- postStratify(three, ~age, ages)
q <- svyquantile(~y, three, c(.25,.5,.9), ci=TRUE)[[1]]
tt <- svyttest(y ~ I(region=="south"), three); one <- svyttest(I(y-50) ~ 0, three)
chisq <- function(s) { t <- svychisq(~happy+age, three, statistic=s); list(statistic=t$statistic[[1]], df=as.numeric(t$parameter), p=t$p.value[[1]]) }
logit <- svyglm(happy ~ x + age, three, family=quasibinomial, control=list(epsilon=1e-14, maxit=100))
lonely <- people[!(people$marked==1 & people$person > 1), ]
ref <- list(survey=as.character(packageVersion("survey")),
  mu284=list(mean=stat(svymean(~y1, two), two), total=stat(svytotal(~y1, two), two), weights=as.numeric(weights(two))),
  weights=as.numeric(weights(three)), mean=stat(svymean(~y, three), three), total=stat(svytotal(~y, three), three), share=stat(svymean(~happy, three), three),
  by=lapply(c("middle","old","young"), function(k) { s <- subset(three, age==k); c(age=k, stat(svymean(~y, s), s), total=list(both(s))) }),
  ratio=stat(svyratio(~y, ~x, three), three), quantile=unname(q[,1]), quantile_lower=unname(q[,2]), quantile_upper=unname(q[,3]),
  difference=list(estimate=tt$estimate[[1]], t=tt$statistic[[1]], df=tt$parameter[[1]]), one_sample=list(t=one$statistic[[1]], df=one$parameter[[1]]),
  rao_scott=chisq("F"), first_order=chisq("Chisq"), wald=chisq("Wald"), wald_adjusted=chisq("adjWald"),
  logistic=list(term=names(coef(logit)), estimate=as.numeric(coef(logit)), se=as.numeric(SE(logit)), df=logit$df.residual),
  post_stratified=list(mean=stat(svymean(~y, fitted), fitted), share=stat(svymean(~happy, fitted), fitted), total=stat(svytotal(~happy, fitted), fitted)),
  lonely=lapply(c("adjust","certainty","remove"), function(k) { options(survey.lonely.psu=k)
    d <- svydesign(ids=~town+block+person, strata=~region+kind, fpc=~towns+blocks+people, nest=TRUE, data=lonely); c(kind=k, stat(svymean(~y, d), d)) }))
write(toJSON(ref, digits=15, auto_unbox=TRUE, pretty=FALSE, na="null"), "stages_reference.json")
