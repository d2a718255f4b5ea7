BEGIN TRANSACTION;
CREATE TABLE agenda (
        application_id BIGINT NOT NULL REFERENCES application (id),
        place INTEGER NOT NULL,
        opens BIGINT NOT NULL,
        closes BIGINT,
        ended INTEGER NOT NULL,
        step TEXT NOT NULL,
        PRIMARY KEY (application_id, place));
INSERT INTO "agenda" VALUES(1,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["david"],"whom":["David Chen"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(1,1,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Maria Lopez"],"why":"three business days after 27 November, the date Maria named on 19 November"}');
INSERT INTO "agenda" VALUES(2,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["david"],"whom":["Tom Reid"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(2,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Tom Reid"],"why":"you promised Tom the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(2,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Ines Duarte"],"why":"three business days after 27 November, the date Ines named on 19 November"}');
INSERT INTO "agenda" VALUES(3,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["david"],"whom":["Jan Kowal"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(3,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Jan Kowal"],"why":"you promised Jan the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(3,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Noor Haddad"],"why":"three business days after 27 November, the date Noor named on 19 November"}');
INSERT INTO "agenda" VALUES(4,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["david"],"whom":["Paul Weiss"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(4,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Paul Weiss"],"why":"you promised Paul the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(4,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Ruth Abel"],"why":"three business days after 27 November, the date Ruth named on 19 November"}');
INSERT INTO "agenda" VALUES(5,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r2/","round":2,"timezone":"America/Toronto","to":["david"],"whom":["Otto Brandt"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(5,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Otto Brandt"],"why":"you promised Otto the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(5,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","occurrence":"check-in/d2026-11-27/maria","round":2,"timezone":"America/Toronto","to":["maria"],"whom":["Lea Morin"],"why":"three business days after 27 November, the date Lea named on 19 November"}');
INSERT INTO "agenda" VALUES(6,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["david"],"whom":["Nils Berg"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(6,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Nils Berg"],"why":"you promised Nils the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(6,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Eva Lind"],"why":"three business days after 27 November, the date Eva named on 19 November"}');
INSERT INTO "agenda" VALUES(7,0,1796878800000000,NULL,0,'{"act":"promise","due":"2026-12-10","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Amir Khan"],"why":"you promised Amir the write-up of our Kafka migration by 20 November; you put it off until 10 December"}');
INSERT INTO "agenda" VALUES(7,1,1796878800000000,NULL,0,'{"act":"check-in","due":"2026-12-10","occurrence":"check-in/d2026-11-27/maria","round":2,"timezone":"America/Toronto","to":["maria"],"whom":["Vera Stone"],"why":"three business days after 27 November, the date Vera named on 26 November; moved to Thursday 10 December: you put it off until 10 December"}');
INSERT INTO "agenda" VALUES(8,0,1795669200000000,NULL,0,'{"act":"network","due":"2026-11-26","occurrence":"network/e19/priya","round":1,"timezone":"America/Toronto","to":["priya"],"whom":["Priya Raman"],"why":"four business days after 20 November, when you wrote to Rosa"}');
INSERT INTO "agenda" VALUES(10,0,1793304000000000,1793941200000000,0,'{"act":"thank-you","due":"2026-10-29","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["maria","david"],"whom":["Rosa Blum","Karl Holm"],"why":"the interview was on Thursday 29 October"}');
INSERT INTO "agenda" VALUES(10,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Karl Holm"],"why":"you promised Karl the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(10,2,1795669200000000,NULL,0,'{"act":"network","due":"2026-11-26","occurrence":"network/e20/priya","round":1,"timezone":"America/Toronto","to":["priya"],"whom":["Priya Raman"],"why":"four business days after 20 November, when you wrote to Rosa"}');
INSERT INTO "agenda" VALUES(9,0,1795669200000000,NULL,0,'{"act":"network","due":"2026-11-26","occurrence":"network/e21/priya","round":1,"timezone":"America/Toronto","to":["priya"],"whom":["Priya Raman"],"why":"four business days after 20 November, when you wrote to Mona"}');
INSERT INTO "agenda" VALUES(11,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["david"],"whom":["Hugo Lenz"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(11,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Hugo Lenz"],"why":"you promised Hugo the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(11,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Dora Wolf"],"why":"three business days after 27 November, the date Dora named on 19 November"}');
INSERT INTO "agenda" VALUES(12,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["maria","david"],"whom":["Nina Falk","Omar Said"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(12,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Omar Said"],"why":"you promised Omar the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(12,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","hint":"Unless Nina has had a note of thanks, the draft thanks them.","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Nina Falk"],"why":"three business days after 27 November, the date Nina named on 19 November"}');
INSERT INTO "agenda" VALUES(13,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["maria","david"],"whom":["Tess Moor","Ivan Petrov"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(13,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Ivan Petrov"],"why":"you promised Ivan the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(13,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","hint":"Unless Tess has had a note of thanks, the draft thanks them.","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Tess Moor"],"why":"three business days after 27 November, the date Tess named on 19 November"}');
INSERT INTO "agenda" VALUES(16,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["maria","david"],"whom":["Anna Weber","Finn Olsen"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(16,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Finn Olsen"],"why":"you promised Finn the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(16,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","hint":"Unless Anna has had a note of thanks, the draft thanks them.","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Anna Weber"],"why":"three business days after 27 November, the date Anna named on 19 November"}');
INSERT INTO "agenda" VALUES(17,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["maria","david"],"whom":["Cora Lang","Theo Winter"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(17,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Theo Winter"],"why":"you promised Theo the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(17,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","hint":"Unless Cora has had a note of thanks, the draft thanks them.","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Cora Lang"],"why":"three business days after 27 November, the date Cora named on 19 November"}');
INSERT INTO "agenda" VALUES(18,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["maria","david"],"whom":["Mira Sand","Jens Krog"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(18,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Jens Krog"],"why":"you promised Jens the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(18,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","hint":"Unless Mira has had a note of thanks, the draft thanks them.","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Mira Sand"],"why":"three business days after 27 November, the date Mira named on 19 November"}');
INSERT INTO "agenda" VALUES(19,0,1795122000000000,1795755600000000,0,'{"act":"thank-you","due":"2026-11-19","occurrence":"thank-you/r1/","round":1,"timezone":"America/Toronto","to":["maria","david"],"whom":["Lola Pin","Max Adler"],"why":"the interview was on Thursday 19 November"}');
INSERT INTO "agenda" VALUES(19,1,1795150800000000,NULL,0,'{"act":"promise","due":"2026-11-20","occurrence":"promise/p1/david","timezone":"America/Toronto","to":["david"],"whom":["Max Adler"],"why":"you promised Max the write-up of our Kafka migration by 20 November"}');
INSERT INTO "agenda" VALUES(19,2,1796187600000000,NULL,0,'{"act":"check-in","due":"2026-12-02","hint":"Unless Lola has had a note of thanks, the draft thanks them.","occurrence":"check-in/d2026-11-27/maria","round":1,"timezone":"America/Toronto","to":["maria"],"whom":["Lola Pin"],"why":"three business days after 27 November, the date Lola named on 19 November"}');
CREATE TABLE application (
        id INTEGER NOT NULL PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE,
        client TEXT NOT NULL,
        employer TEXT NOT NULL,
        position TEXT NOT NULL,
        employer_key TEXT NOT NULL,
        folder TEXT,
        complete INTEGER NOT NULL,
        state TEXT NOT NULL,
        note TEXT NOT NULL,
        ended INTEGER NOT NULL,
        spans TEXT NOT NULL,
        added_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        text TEXT NOT NULL);
INSERT INTO "application" VALUES(1,'f586118d2564929b8d677a30','northwind','','Northwind Systems','Northwind Engineer','northwind systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/1795755600000000 1796187600000000/','2026-11-20T17:00:00.094786+00:00','2026-11-20T17:00:00.094786+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Northwind Systems"
position = "Northwind Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Maria Lopez"
goes_by = "Maria"
role    = "recruiter"
title   = "Talent Partner"
email   = "maria.lopez@northwind.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "David Chen"
goes_by = "David"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "david.chen@northwind.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@northwind.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(2,'95ef524344ac53f2f530d487','aurora','Robin Vale','Aurora Systems','Aurora Engineer','aurora systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-20T17:00:07.581852+00:00','2026-11-20T17:00:07.581852+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Aurora Systems"
position = "Aurora Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"

client = "Robin Vale"
[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Ines Duarte"
goes_by = "Ines"
role    = "recruiter"
title   = "Talent Partner"
email   = "ines.duarte@aurora.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Tom Reid"
goes_by = "Tom"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "tom.reid@aurora.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@aurora.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(3,'2729977c6adf822bd1081706','birch','','Birch Systems','Birch Engineer','birch systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-20T17:00:11.655237+00:00','2026-11-20T17:00:11.655237+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Birch Systems"
position = "Birch Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Samuel Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Noor Haddad"
goes_by = "Noor"
role    = "recruiter"
title   = "Talent Partner"
email   = "noor.haddad@birch.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Jan Kowal"
goes_by = "Jan"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "jan.kowal@birch.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@birch.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(4,'228d0e02f50b91177c688802','dune','','Dune Systems','Dune Engineer','dune systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-20T17:00:14.274451+00:00','2026-11-20T17:00:14.274451+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Dune Systems"
position = "Dune Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Kim Soto"
email    = "kim@soto.example"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Ruth Abel"
goes_by = "Ruth"
role    = "recruiter"
title   = "Talent Partner"
email   = "ruth.abel@dune.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Paul Weiss"
goes_by = "Paul"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "paul.weiss@dune.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@dune.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(5,'c8d4367d99abf3a1f99cd489','palette','','Palette Works','Build Engineer','palette works','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-06T15:00:00.052132+00:00','2026-11-06T15:00:00.052132+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Palette Works"
position = "Build Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Lea Morin"
goes_by = "Lea"
role    = "recruiter"
title   = "Talent Partner"
email   = "lea.morin@palette.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Otto Brandt"
goes_by = "Otto"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "otto.brandt@palette.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@palette.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-05T10:00:00-05:00
format = "phone"

[interviews.talked_about]
maria = ["where the team is and where it wants to be"]

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(6,'b73fa41bd15e5c8bbba1e049','fjord','','Fjord Systems','Fjord Engineer','fjord systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-20T17:40:02.828938+00:00','2026-11-20T17:40:02.828938+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Fjord Systems"
position = "Fjord Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"

attachments = ["samples/rota.txt"]
[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Eva Lind"
goes_by = "Eva"
role    = "recruiter"
title   = "Talent Partner"
email   = "eva.lind@fjord.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Nils Berg"
goes_by = "Nils"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "nils.berg@fjord.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@fjord.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(7,'a6104b6e259e05832a7d466c','osprey','','Osprey Systems','Osprey Engineer','osprey systems','@FOLDER@',1,'interviewed','',0,'1796878800000000/','2026-11-20T17:40:06.565091+00:00','2026-11-20T17:40:07.788579+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Osprey Systems"
position = "Osprey Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Vera Stone"
goes_by = "Vera"
role    = "recruiter"
title   = "Talent Partner"
email   = "vera.stone@osprey.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Amir Khan"
goes_by = "Amir"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "amir.khan@osprey.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@osprey.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[interviews]]
at  = 2026-11-26T14:00:00-05:00
end = 2026-11-26T15:00:00-05:00

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(8,'f7ee36565156f416cad8e21b','glade','','Glade Systems','Glade Engineer','glade systems','@FOLDER@',1,'checked-in','',0,'1795669200000000/','2026-11-20T17:45:13.778025+00:00','2026-11-20T17:45:17.182392+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Glade Systems"
position = "Glade Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Rosa Blum"
goes_by = "Rosa"
role    = "recruiter"
title   = "Talent Partner"
email   = "rosa.blum@glade.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Karl Holm"
goes_by = "Karl"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "karl.holm@glade.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@glade.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-10-29T14:00:00-04:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-06
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(9,'3d682857d0d1713f7ee2107e','heath','','Heath Systems','Heath Engineer','heath systems','@FOLDER@',1,'checked-in','',0,'1795669200000000/','2026-11-20T17:45:14.905548+00:00','2026-11-20T17:45:23.022648+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Heath Systems"
position = "Heath Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Mona Faber"
goes_by = "Mona"
role    = "recruiter"
title   = "Talent Partner"
email   = "mona.faber@heath.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Luis Prado"
goes_by = "Luis"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "luis.prado@heath.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@heath.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-10-29T14:00:00-04:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-06
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(10,'4bb31492feceb0d1033caa6e','glade-two','','Glade Systems','Glade Analyst','glade systems','@FOLDER@',1,'checked-in','',0,'1793304000000000/1793941200000000 1795150800000000/','2026-11-20T17:45:28.730536+00:00','2026-11-20T17:45:28.730536+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Glade Systems"
position = "Glade Analyst"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Rosa Blum"
goes_by = "Rosa"
role    = "recruiter"
title   = "Talent Partner"
email   = "rosa.blum@glade.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Karl Holm"
goes_by = "Karl"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "karl.holm@glade.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@glade.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-10-29T14:00:00-04:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-06
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(11,'1df35e2de7f59c4622b5c498','islet','','Islet Systems','Islet Engineer','islet systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-20T17:50:34.092873+00:00','2026-11-20T17:50:34.092873+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Islet Systems"
position = "Islet Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Dora Wolf"
goes_by = "Dora"
role    = "recruiter"
title   = "Talent Partner"
email   = "dora.wolf@islet.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Hugo Lenz"
goes_by = "Hugo"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "hugo.lenz@islet.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@islet.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(12,'59c73ea831c3049639bda3a2','jetty','','Jetty Systems','Jetty Engineer','jetty systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-20T17:50:39.058371+00:00','2026-11-20T17:50:39.058371+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Jetty Systems"
position = "Jetty Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Nina Falk"
goes_by = "Nina"
role    = "recruiter"
title   = "Talent Partner"
email   = "nina.falk@jetty.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Omar Said"
goes_by = "Omar"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "omar.said@jetty.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@jetty.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(13,'7052d352c862e89b987a29c5','knoll','','Knoll Systems','Knoll Engineer','knoll systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-20T17:50:43.789347+00:00','2026-11-20T17:50:43.789347+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Knoll Systems"
position = "Knoll Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Tess Moor"
goes_by = "Tess"
role    = "recruiter"
title   = "Talent Partner"
email   = "tess.moor@knoll.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Ivan Petrov"
goes_by = "Ivan"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "ivan.petrov@knoll.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@knoll.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(16,'2a9bd002cc8f406390a5c108','quill','','Quill Systems','Quill Engineer','quill systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-20T17:50:52.218167+00:00','2026-11-20T17:50:52.218167+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Quill Systems"
position = "Quill Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Anna Weber"
goes_by = "Anna"
role    = "recruiter"
title   = "Talent Partner"
email   = "anna.weber@quill.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Finn Olsen"
goes_by = "Finn"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "finn.olsen@quill.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@quill.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(17,'dfa8de53da72c125776feb31','reed','','Reed Systems','Reed Engineer','reed systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-20T19:00:00.036935+00:00','2026-11-20T19:00:00.036935+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Reed Systems"
position = "Reed Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Cora Lang"
goes_by = "Cora"
role    = "recruiter"
title   = "Talent Partner"
email   = "cora.lang@reed.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Theo Winter"
goes_by = "Theo"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "theo.winter@reed.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@reed.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(18,'74088af3e9269a23ecf3a6e6','sable','','Sable Systems','Sable Engineer','sable systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-20T19:00:01.161928+00:00','2026-11-20T19:00:01.161928+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Sable Systems"
position = "Sable Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Mira Sand"
goes_by = "Mira"
role    = "recruiter"
title   = "Talent Partner"
email   = "mira.sand@sable.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Jens Krog"
goes_by = "Jens"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "jens.krog@sable.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@sable.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
INSERT INTO "application" VALUES(19,'42660cf06e907ec8e0482ba4','tarn','','Tarn Systems','Tarn Engineer','tarn systems','@FOLDER@',1,'interviewed','',0,'1795122000000000/','2026-11-20T19:00:02.289174+00:00','2026-11-20T19:00:02.289174+00:00','# An English-language process in Ontario: a recruiter, a hiring manager, and
# somebody you know inside. The interview was on Thursday, 19 November 2026.

employer = "Tarn Systems"
position = "Tarn Engineer"
place    = "CA-ON"
timezone = "America/Toronto"
language = "en-CA"
why      = "data quality there has an owner and a budget, not just good intentions"


[me]
name     = "Sam Okafor"
email    = "sam.okafor@example.com"
phone    = "+1 416 555 0142"
timezone = "America/Toronto"

[people.maria]
name    = "Lola Pin"
goes_by = "Lola"
role    = "recruiter"
title   = "Talent Partner"
email   = "lola.pin@tarn.example"
phone   = "+1 416 555 0100"

[people.david]
name    = "Max Adler"
goes_by = "Max"
role    = "hiring-manager"
title   = "Director of Data Platform"
email   = "max.adler@tarn.example"
phone   = "+1 416 555 0177"

[people.priya]
name         = "Priya Raman"
goes_by      = "Priya"
role         = "insider"
email        = "priya.raman@tarn.example"
relationship = "we shared an on-call rota at Brightwater until 2023"

[[interviews]]
at     = 2026-11-19T14:00:00-05:00
format = "video"

[interviews.talked_about]
maria = ["how the data team is growing from four people to nine"]
david = ["moving the nightly batch to streaming without losing late events"]

[[strengths]]
i     = "rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours"
about = "david"

[[strengths]]
i     = "trained two analysts who now run their own pipelines"
about = "maria"

[[promised]]
what = "the write-up of our Kafka migration"
to   = "david"
by   = 2026-11-20

[answer]
by   = 2026-11-27
said = "by the end of next week"
from = "maria"
');
CREATE TABLE calendar_entry (
        application_id BIGINT NOT NULL REFERENCES application (id),
        uid TEXT NOT NULL,
        occurrence TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        digest TEXT NOT NULL,
        cancelled INTEGER NOT NULL,
        day TEXT NOT NULL,
        summary TEXT NOT NULL,
        PRIMARY KEY (application_id, uid));
INSERT INTO "calendar_entry" VALUES(7,'a6104b6e259e05832a7d466c-8b69ba845d687a5e7e0ff342@followup-mail.invalid','interview/1',0,'406a80dc6b755e21e29489ea',0,'2026-11-19','Interview with Vera Stone and Amir Khan (Osprey Engineer, Osprey Systems)');
INSERT INTO "calendar_entry" VALUES(7,'a6104b6e259e05832a7d466c-d62c902c884d68dacf75cf28@followup-mail.invalid','interview/2',0,'9cddd8f3555755e5380f8ae2',0,'2026-11-26','Interview (Osprey Engineer, Osprey Systems)');
INSERT INTO "calendar_entry" VALUES(7,'a6104b6e259e05832a7d466c-86ae35d58a6aa3b5742df94e@followup-mail.invalid','decision',0,'0458f9379264a8f0bf69861d',0,'2026-11-27','Hear back (Osprey Engineer, Osprey Systems)');
INSERT INTO "calendar_entry" VALUES(7,'a6104b6e259e05832a7d466c-1252a972c20ed70c44f62bac@followup-mail.invalid','promise/p1/david',0,'998c95c5ee8db81769b66e17',0,'2026-12-10','Send Amir Khan what you promised (Osprey Engineer, Osprey Systems)');
INSERT INTO "calendar_entry" VALUES(7,'a6104b6e259e05832a7d466c-d156ad025467e8923bc714ea@followup-mail.invalid','check-in/2',0,'7d98d5193c5db5ebbc789022',0,'2026-12-10','Check in with Vera Stone (Osprey Engineer, Osprey Systems)');
INSERT INTO "calendar_entry" VALUES(7,'a6104b6e259e05832a7d466c-8aef736566c4ccc6795c6de9@followup-mail.invalid','network/2',0,'558f7115b2085bb8f2f447e5',0,'2026-12-16','Ask Priya Raman whether there is news (Osprey Engineer, Osprey Systems)');
INSERT INTO "calendar_entry" VALUES(7,'a6104b6e259e05832a7d466c-05c27bb2e836c3239ac14cf9@followup-mail.invalid','escalation/2',0,'3520c281482b95a83117cc14',0,'2026-12-22','Write to Amir Khan (Osprey Engineer, Osprey Systems)');
INSERT INTO "calendar_entry" VALUES(7,'a6104b6e259e05832a7d466c-82bbcd873c211130b5dac7a1@followup-mail.invalid','call/2',0,'e6cc249843b6d79227abdbf0',0,'2027-01-04','Call Amir Khan (Osprey Engineer, Osprey Systems)');
INSERT INTO "calendar_entry" VALUES(7,'a6104b6e259e05832a7d466c-6f2cf1da1e7911fed8d91ca2@followup-mail.invalid','call/2#2',0,'84f45c2d1f13ae72c9d8d676',0,'2027-01-07','Call Amir Khan (Osprey Engineer, Osprey Systems)');
INSERT INTO "calendar_entry" VALUES(7,'a6104b6e259e05832a7d466c-a3b5083c58c5608b24f64a7f@followup-mail.invalid','move-on/2',0,'22a7cbc968214083d4f1214f',0,'2027-01-21','Decide whether to move on (Osprey Engineer, Osprey Systems)');
CREATE TABLE counter (
        name TEXT NOT NULL PRIMARY KEY,
        value BIGINT NOT NULL);
INSERT INTO "counter" VALUES('application',19);
INSERT INTO "counter" VALUES('entry',23);
INSERT INTO "counter" VALUES('message',13);
INSERT INTO "counter" VALUES('open',17);
INSERT INTO "counter" VALUES('ended',0);
INSERT INTO "counter" VALUES('posting',25);
INSERT INTO "counter" VALUES('left',17);
CREATE TABLE days_off (
        place TEXT NOT NULL,
        year INTEGER NOT NULL,
        source TEXT NOT NULL,
        days TEXT NOT NULL,
        PRIMARY KEY (place, year));
INSERT INTO "days_off" VALUES('CA-ON',2026,'holidays 0.109 (edition 1)','{"hard":{"2026-01-01":"New Year''s Day","2026-02-16":"Family Day","2026-04-03":"Good Friday","2026-05-18":"Victoria Day","2026-07-01":"Canada Day","2026-09-07":"Labour Day","2026-10-12":"Thanksgiving Day","2026-12-25":"Christmas Day","2026-12-26":"Boxing Day","2026-12-28":"Boxing Day (observed)"},"soft":{"2026-01-02":"Year-end break","2026-04-06":"Easter Monday","2026-08-03":"Civic Holiday","2026-09-30":"National Day for Truth and Reconciliation","2026-11-11":"Remembrance Day","2026-12-24":"Year-end break","2026-12-29":"Year-end break","2026-12-30":"Year-end break","2026-12-31":"Year-end break"},"weekend":[5,6]}');
INSERT INTO "days_off" VALUES('CA-ON',2027,'holidays 0.109 (edition 1)','{"hard":{"2027-01-01":"New Year''s Day","2027-02-15":"Family Day","2027-03-26":"Good Friday","2027-05-24":"Victoria Day","2027-07-01":"Canada Day","2027-09-06":"Labour Day","2027-10-11":"Thanksgiving Day","2027-12-25":"Christmas Day","2027-12-26":"Boxing Day","2027-12-27":"Christmas Day (observed)","2027-12-28":"Boxing Day (observed)"},"soft":{"2027-03-29":"Easter Monday","2027-08-02":"Civic Holiday","2027-09-30":"National Day for Truth and Reconciliation","2027-11-11":"Remembrance Day","2027-12-24":"Year-end break","2027-12-29":"Year-end break","2027-12-30":"Year-end break","2027-12-31":"Year-end break"},"weekend":[5,6]}');
CREATE TABLE entry (
        id INTEGER NOT NULL PRIMARY KEY,
        application_id BIGINT NOT NULL REFERENCES application (id),
        recorded_at TEXT NOT NULL,
        happened_on TEXT NOT NULL,
        did TEXT NOT NULL,
        person TEXT,
        until_day TEXT,
        round BIGINT,
        note TEXT,
        undoes BIGINT REFERENCES entry (id));
INSERT INTO "entry" VALUES(1,1,'2026-11-20T17:00:01.999975+00:00','2026-11-20','thank-you','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(2,1,'2026-11-20T17:00:05.047228+00:00','2026-11-20','promise','david',NULL,NULL,'sent by hand',NULL);
INSERT INTO "entry" VALUES(3,2,'2026-11-20T17:00:09.096316+00:00','2026-11-20','thank-you','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(4,2,'2026-11-20T17:00:10.443647+00:00','2026-11-20','thank-you','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(5,3,'2026-11-20T17:00:13.112956+00:00','2026-11-20','thank-you','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(6,4,'2026-11-20T17:00:15.662551+00:00','2026-11-20','thank-you','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(7,5,'2026-11-06T15:00:01.358595+00:00','2026-11-06','thank-you','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(8,5,'2026-11-20T17:40:00.386917+00:00','2026-11-20','thank-you','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(9,6,'2026-11-20T17:40:04.124541+00:00','2026-11-20','thank-you','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(10,7,'2026-11-20T17:40:10.258176+00:00','2026-11-20','thank-you','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(11,7,'2026-11-20T17:40:11.392911+00:00','2026-11-20','snoozed',NULL,'2026-12-10',NULL,'on holiday',NULL);
INSERT INTO "entry" VALUES(12,8,'2026-11-20T17:45:18.391315+00:00','2026-10-30','thank-you','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(13,8,'2026-11-20T17:45:19.634221+00:00','2026-10-30','thank-you','david',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(14,8,'2026-11-20T17:45:20.768042+00:00','2026-10-30','promise','david',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(15,9,'2026-11-20T17:45:24.166879+00:00','2026-10-30','thank-you','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(16,9,'2026-11-20T17:45:25.310486+00:00','2026-10-30','thank-you','david',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(17,9,'2026-11-20T17:45:26.448868+00:00','2026-10-30','promise','david',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(18,9,'2026-11-20T17:45:29.929304+00:00','2026-11-09','delayed',NULL,'2026-11-16',NULL,NULL,NULL);
INSERT INTO "entry" VALUES(19,8,'2026-11-20T17:45:31.320366+00:00','2026-11-20','check-in','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(20,10,'2026-11-20T17:45:31.320366+00:00','2026-11-20','check-in','maria',NULL,NULL,'in one message with glade',NULL);
INSERT INTO "entry" VALUES(21,9,'2026-11-20T17:45:32.863768+00:00','2026-11-20','check-in','maria',NULL,NULL,NULL,NULL);
INSERT INTO "entry" VALUES(22,11,'2026-11-20T17:50:37.913906+00:00','2026-11-20','thank-you','maria',NULL,NULL,NULL,NULL);
CREATE TABLE invitation (
        uid TEXT NOT NULL PRIMARY KEY,
        application_id BIGINT NOT NULL REFERENCES application (id),
        round INTEGER NOT NULL);
INSERT INTO "invitation" VALUES('round-two@osprey.example',7,2);
CREATE TABLE mention (
        client TEXT NOT NULL,
        phrase TEXT NOT NULL,
        application_id BIGINT NOT NULL REFERENCES application (id),
        PRIMARY KEY (client, phrase, application_id));
INSERT INTO "mention" VALUES('','david chen',1);
INSERT INTO "mention" VALUES('','maria lopez',1);
INSERT INTO "mention" VALUES('','northwind systems',1);
INSERT INTO "mention" VALUES('','northwind.example',1);
INSERT INTO "mention" VALUES('','priya raman',1);
INSERT INTO "mention" VALUES('Robin Vale','aurora systems',2);
INSERT INTO "mention" VALUES('Robin Vale','aurora.example',2);
INSERT INTO "mention" VALUES('Robin Vale','ines duarte',2);
INSERT INTO "mention" VALUES('Robin Vale','priya raman',2);
INSERT INTO "mention" VALUES('Robin Vale','tom reid',2);
INSERT INTO "mention" VALUES('','birch systems',3);
INSERT INTO "mention" VALUES('','birch.example',3);
INSERT INTO "mention" VALUES('','jan kowal',3);
INSERT INTO "mention" VALUES('','noor haddad',3);
INSERT INTO "mention" VALUES('','priya raman',3);
INSERT INTO "mention" VALUES('','dune systems',4);
INSERT INTO "mention" VALUES('','dune.example',4);
INSERT INTO "mention" VALUES('','paul weiss',4);
INSERT INTO "mention" VALUES('','priya raman',4);
INSERT INTO "mention" VALUES('','ruth abel',4);
INSERT INTO "mention" VALUES('','lea morin',5);
INSERT INTO "mention" VALUES('','otto brandt',5);
INSERT INTO "mention" VALUES('','palette works',5);
INSERT INTO "mention" VALUES('','palette.example',5);
INSERT INTO "mention" VALUES('','priya raman',5);
INSERT INTO "mention" VALUES('','eva lind',6);
INSERT INTO "mention" VALUES('','fjord systems',6);
INSERT INTO "mention" VALUES('','fjord.example',6);
INSERT INTO "mention" VALUES('','nils berg',6);
INSERT INTO "mention" VALUES('','priya raman',6);
INSERT INTO "mention" VALUES('','amir khan',7);
INSERT INTO "mention" VALUES('','osprey systems',7);
INSERT INTO "mention" VALUES('','osprey.example',7);
INSERT INTO "mention" VALUES('','priya raman',7);
INSERT INTO "mention" VALUES('','vera stone',7);
INSERT INTO "mention" VALUES('','glade systems',8);
INSERT INTO "mention" VALUES('','glade.example',8);
INSERT INTO "mention" VALUES('','karl holm',8);
INSERT INTO "mention" VALUES('','priya raman',8);
INSERT INTO "mention" VALUES('','rosa blum',8);
INSERT INTO "mention" VALUES('','heath systems',9);
INSERT INTO "mention" VALUES('','heath.example',9);
INSERT INTO "mention" VALUES('','luis prado',9);
INSERT INTO "mention" VALUES('','mona faber',9);
INSERT INTO "mention" VALUES('','priya raman',9);
INSERT INTO "mention" VALUES('','glade systems',10);
INSERT INTO "mention" VALUES('','glade.example',10);
INSERT INTO "mention" VALUES('','karl holm',10);
INSERT INTO "mention" VALUES('','priya raman',10);
INSERT INTO "mention" VALUES('','rosa blum',10);
INSERT INTO "mention" VALUES('','dora wolf',11);
INSERT INTO "mention" VALUES('','hugo lenz',11);
INSERT INTO "mention" VALUES('','islet systems',11);
INSERT INTO "mention" VALUES('','islet.example',11);
INSERT INTO "mention" VALUES('','priya raman',11);
INSERT INTO "mention" VALUES('','jetty systems',12);
INSERT INTO "mention" VALUES('','jetty.example',12);
INSERT INTO "mention" VALUES('','nina falk',12);
INSERT INTO "mention" VALUES('','omar said',12);
INSERT INTO "mention" VALUES('','priya raman',12);
INSERT INTO "mention" VALUES('','ivan petrov',13);
INSERT INTO "mention" VALUES('','knoll systems',13);
INSERT INTO "mention" VALUES('','knoll.example',13);
INSERT INTO "mention" VALUES('','priya raman',13);
INSERT INTO "mention" VALUES('','tess moor',13);
INSERT INTO "mention" VALUES('','anna weber',16);
INSERT INTO "mention" VALUES('','finn olsen',16);
INSERT INTO "mention" VALUES('','priya raman',16);
INSERT INTO "mention" VALUES('','quill systems',16);
INSERT INTO "mention" VALUES('','quill.example',16);
INSERT INTO "mention" VALUES('','cora lang',17);
INSERT INTO "mention" VALUES('','priya raman',17);
INSERT INTO "mention" VALUES('','reed systems',17);
INSERT INTO "mention" VALUES('','reed.example',17);
INSERT INTO "mention" VALUES('','theo winter',17);
INSERT INTO "mention" VALUES('','jens krog',18);
INSERT INTO "mention" VALUES('','mira sand',18);
INSERT INTO "mention" VALUES('','priya raman',18);
INSERT INTO "mention" VALUES('','sable systems',18);
INSERT INTO "mention" VALUES('','sable.example',18);
INSERT INTO "mention" VALUES('','lola pin',19);
INSERT INTO "mention" VALUES('','max adler',19);
INSERT INTO "mention" VALUES('','priya raman',19);
INSERT INTO "mention" VALUES('','tarn systems',19);
INSERT INTO "mention" VALUES('','tarn.example',19);
CREATE TABLE message (
        id INTEGER NOT NULL PRIMARY KEY,
        application_id BIGINT NOT NULL REFERENCES application (id),
        kind TEXT NOT NULL,
        person TEXT NOT NULL,
        subject TEXT NOT NULL,
        made_at TEXT NOT NULL,
        after_entry BIGINT NOT NULL,
        used_entry BIGINT REFERENCES entry (id),
        body TEXT NOT NULL);
INSERT INTO "message" VALUES(1,1,'thank-you','maria','Thank you – Northwind Engineer interview','2026-11-20T17:00:01.787080+00:00',0,1,'Hi Maria,

Thank you for talking with me yesterday about the Northwind Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "message" VALUES(2,2,'thank-you','maria','Thank you – Aurora Engineer interview','2026-11-20T17:00:09.010690+00:00',0,3,'Hi Ines,

Thank you for talking with me yesterday about the Aurora Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "message" VALUES(3,2,'thank-you','maria','Re: Thank you – Aurora Engineer interview','2026-11-20T17:00:10.393732+00:00',3,4,'Hi Ines,

Thank you for talking with me yesterday about the Aurora Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "message" VALUES(4,3,'thank-you','maria','Thank you – Birch Engineer interview','2026-11-20T17:00:12.975777+00:00',0,5,'Hi Noor,

Thank you for talking with me yesterday about the Birch Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Samuel Okafor
+1 416 555 0142');
INSERT INTO "message" VALUES(5,4,'thank-you','maria','Thank you – Dune Engineer interview','2026-11-20T17:00:15.608631+00:00',0,6,'Hi Ruth,

Thank you for talking with me yesterday about the Dune Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Kim Soto
+1 416 555 0142');
INSERT INTO "message" VALUES(6,5,'thank-you','maria','Thank you – Build Engineer interview','2026-11-06T15:00:01.293567+00:00',0,7,'Hi Lea,

Thank you for talking with me yesterday about the Build Engineer position.

Our conversation about where the team is and where it wants to be was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I''d be very glad to join Palette Works, because data quality there has an owner and a budget, not just good intentions. If you need anything else from me, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "message" VALUES(7,5,'thank-you','maria','Re: Thank you – Build Engineer interview','2026-11-20T17:40:00.273149+00:00',7,8,'Hi Lea,

It was good to talk with you yesterday about the Build Engineer position. Thank you for making the time.

I especially enjoyed talking about how the data team is growing from four people to nine. I believe I could be useful there, since I trained two analysts who now run their own pipelines.

I''d be glad to do this work with you and your colleagues. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "message" VALUES(8,6,'thank-you','maria','Thank you – Fjord Engineer interview','2026-11-20T17:40:04.068711+00:00',0,9,'Hi Eva,

Thank you for talking with me yesterday about the Fjord Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "message" VALUES(9,7,'thank-you','maria','Thank you – Osprey Engineer interview','2026-11-20T17:40:09.080665+00:00',0,10,'Hi Vera,

Thank you for talking with me yesterday about the Osprey Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. If you need anything else from me, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "message" VALUES(10,8,'check-in','maria','Glade Engineer – next steps','2026-11-20T17:45:31.185731+00:00',14,19,'Hi Rosa,

I spoke with you and Karl Holm on October 29 about the Glade Engineer position. You mentioned that I might hear by Friday, November 6, and I know that these things can take longer than planned.

I''m still very interested in joining Glade Systems, because data quality there has an owner and a budget, not just good intentions. Do you have a new date in mind for the next step? I''m asking about the Glade Analyst position as well, for which I also interviewed.

If you need references or anything else from me, just let me know. Thank you, Rosa.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "message" VALUES(11,9,'check-in','maria','Heath Engineer – next steps','2026-11-20T17:45:32.773762+00:00',18,21,'Hi Mona,

I spoke with you and Luis Prado on October 29 about the Heath Engineer position. I understood that I might hear by Monday, November 16, and I know that these things can take longer than planned.

I''m still very interested in joining Heath Systems, because data quality there has an owner and a budget, not just good intentions. Do you have a new date in mind for the next step?

If you need references or anything else from me, just let me know. Thank you, Mona.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "message" VALUES(12,11,'thank-you','maria','Thank you – Islet Engineer interview','2026-11-20T17:50:35.484397+00:00',0,22,'Hi Dora,

Thank you for talking with me yesterday about the Islet Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
CREATE TABLE migration (
        number INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        applied_at TEXT NOT NULL);
INSERT INTO "migration" VALUES(1,'applications, history, agenda','2026-12-01 04:12:02');
INSERT INTO "migration" VALUES(2,'outbox','2026-12-01 04:12:02');
CREATE TABLE posting (
        id INTEGER NOT NULL PRIMARY KEY,
        application_id BIGINT NOT NULL REFERENCES application (id),
        once TEXT,
        open INTEGER NOT NULL,
        state TEXT NOT NULL,
        owner TEXT NOT NULL,
        resend INTEGER NOT NULL,
        queued_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        not_before TEXT,
        reply_code INTEGER,
        reply_text TEXT,
        refused TEXT NOT NULL,
        told TEXT NOT NULL,
        entry_id BIGINT REFERENCES entry (id),
        key TEXT NOT NULL,
        kind TEXT NOT NULL,
        person TEXT NOT NULL,
        subject TEXT NOT NULL,
        mail_from TEXT NOT NULL,
        rcpt_to TEXT NOT NULL,
        message_id TEXT NOT NULL,
        account TEXT NOT NULL,
        attachments TEXT NOT NULL,
        in_reply_to TEXT,
        refs TEXT NOT NULL,
        language TEXT NOT NULL,
        test INTEGER NOT NULL,
        wanted_at TEXT,
        forced TEXT NOT NULL,
        body TEXT NOT NULL);
INSERT INTO "posting" VALUES(1,1,'f586118d2564929b8d677a30/thank-you/r1/maria.lopez@northwind.example',0,'sent','',0,'2026-11-20T17:00:01.787080+00:00','2026-11-20T17:00:01.999975+00:00',1,NULL,250,'2.0.0 queued as 4XyZ','[]','localhost:46675 took the message: “250 2.0.0 queued as 4XyZ”.',1,'f586118d2564929b8d677a30/thank-you/r1/maria.lopez@northwind.example','thank-you','maria','Thank you – Northwind Engineer interview','sam.okafor@example.com','["maria.lopez@northwind.example"]','<b58ee213a23cde885f3e1260@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Maria,

Thank you for talking with me yesterday about the Northwind Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(2,1,'f586118d2564929b8d677a30/thank-you/r1/david.chen@northwind.example',1,'unknown','00000000 pid:[4026531836] 3823 1496376 1c2e7060a1456b9b',0,'2026-11-20T17:00:03.687662+00:00','2026-11-20T17:00:03.785661+00:00',1,NULL,NULL,NULL,'[]','localhost:46675 closed the connection after the end of the message: the message may have arrived, or not. It is not sent again by itself; find out, then say so with `followup-mail outbox resolve`.',NULL,'f586118d2564929b8d677a30/thank-you/r1/david.chen@northwind.example','thank-you','david','Thank you – Northwind Engineer interview','sam.okafor@example.com','["david.chen@northwind.example"]','<1a88a155bf9d0ddcfba69caf@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi David,

It was good to talk with you yesterday about the Northwind Engineer position. Thank you for making the time.

I especially enjoyed talking about moving the nightly batch to streaming without losing late events. I believe I could be useful there, since I rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours.

I''ll send you the write-up of our Kafka migration later today, as promised.

I''d very much like to join Northwind Systems, because data quality there has an owner and a budget, not just good intentions. Maria mentioned that I might hear by Friday, November 27.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(3,1,NULL,0,'sent','',0,'2026-11-20T17:00:06.335807+00:00','2026-11-20T17:00:06.445553+00:00',1,NULL,250,'2.0.0 queued as 4XyZ','[]','localhost:46675 took the message: “250 2.0.0 queued as 4XyZ”.',NULL,'test/034da085a777ce286f84698b','thank-you','maria','[Test] Re: Thank you – Northwind Engineer interview','sam.okafor@example.com','["sam.okafor@example.com"]','<e633407e5356f175d30a5a80@example.com>','home','[]','<b58ee213a23cde885f3e1260@example.com>','["<b58ee213a23cde885f3e1260@example.com>"]','en-CA',1,NULL,'[]','Hi Maria,

Thank you for talking with me yesterday about the Northwind Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(4,2,NULL,0,'sent','',0,'2026-11-20T17:00:09.010690+00:00','2026-11-20T17:00:09.096316+00:00',1,NULL,250,'2.0.0 queued as 4XyZ','[]','localhost:46675 took the message: “250 2.0.0 queued as 4XyZ”.',3,'95ef524344ac53f2f530d487/thank-you/r1/ines.duarte@aurora.example','thank-you','maria','Thank you – Aurora Engineer interview','sam.okafor@example.com','["ines.duarte@aurora.example"]','<0728e0ab947091326115e445@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Ines,

Thank you for talking with me yesterday about the Aurora Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(5,2,'95ef524344ac53f2f530d487/thank-you/r1/ines.duarte@aurora.example',0,'sent','',0,'2026-11-20T17:00:10.393732+00:00','2026-11-20T17:00:10.443647+00:00',1,NULL,250,'2.0.0 queued as 4XyZ','[]','localhost:46675 took the message: “250 2.0.0 queued as 4XyZ”.',4,'95ef524344ac53f2f530d487/thank-you/r1/ines.duarte@aurora.example','thank-you','maria','Re: Thank you – Aurora Engineer interview','sam.okafor@example.com','["ines.duarte@aurora.example"]','<d26367c0e246bfe55b0e5b1c@example.com>','home','[]','<0728e0ab947091326115e445@example.com>','["<0728e0ab947091326115e445@example.com>"]','en-CA',0,NULL,'[["already-sent","she asked for it again"]]','Hi Ines,

Thank you for talking with me yesterday about the Aurora Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(6,3,'2729977c6adf822bd1081706/thank-you/r1/noor.haddad@birch.example',0,'sent','',0,'2026-11-20T17:00:12.975777+00:00','2026-11-20T17:00:13.112956+00:00',1,NULL,250,'2.0.0 queued as 4XyZ','[]','localhost:46675 took the message: “250 2.0.0 queued as 4XyZ”.',5,'2729977c6adf822bd1081706/thank-you/r1/noor.haddad@birch.example','thank-you','maria','Thank you – Birch Engineer interview','sam.okafor@example.com','["noor.haddad@birch.example"]','<d4804015f8009b215a91988d@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Noor,

Thank you for talking with me yesterday about the Birch Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Samuel Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(7,4,'228d0e02f50b91177c688802/thank-you/r1/ruth.abel@dune.example',0,'sent','',0,'2026-11-20T17:00:15.608631+00:00','2026-11-20T17:00:15.662551+00:00',1,NULL,250,'2.0.0 queued as 4XyZ','[]','localhost:46675 took the message: “250 2.0.0 queued as 4XyZ”.',6,'228d0e02f50b91177c688802/thank-you/r1/ruth.abel@dune.example','thank-you','maria','Thank you – Dune Engineer interview','kim@soto.example','["ruth.abel@dune.example"]','<a2d038e01cb3c47ecd288452@soto.example>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Ruth,

Thank you for talking with me yesterday about the Dune Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Kim Soto
+1 416 555 0142');
INSERT INTO "posting" VALUES(8,5,'c8d4367d99abf3a1f99cd489/thank-you/r1/lea.morin@palette.example',0,'sent','',0,'2026-11-06T15:00:01.293567+00:00','2026-11-06T15:00:01.358595+00:00',1,NULL,250,'2.0.0 queued as 4XyZ','[]','localhost:46675 took the message: “250 2.0.0 queued as 4XyZ”.',7,'c8d4367d99abf3a1f99cd489/thank-you/r1/lea.morin@palette.example','thank-you','maria','Thank you – Build Engineer interview','sam.okafor@example.com','["lea.morin@palette.example"]','<31ffe2a020adf84408d9a990@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Lea,

Thank you for talking with me yesterday about the Build Engineer position.

Our conversation about where the team is and where it wants to be was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I''d be very glad to join Palette Works, because data quality there has an owner and a budget, not just good intentions. If you need anything else from me, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(9,5,'c8d4367d99abf3a1f99cd489/thank-you/r2/lea.morin@palette.example',0,'sent','',0,'2026-11-20T17:40:00.273149+00:00','2026-11-20T17:40:00.386917+00:00',1,NULL,250,'2.0.0 queued as 4XyZ','[]','localhost:46675 took the message: “250 2.0.0 queued as 4XyZ”.',8,'c8d4367d99abf3a1f99cd489/thank-you/r2/lea.morin@palette.example','thank-you','maria','Re: Thank you – Build Engineer interview','sam.okafor@example.com','["lea.morin@palette.example"]','<d18c10d559f06421e18d1763@example.com>','home','[]','<31ffe2a020adf84408d9a990@example.com>','["<31ffe2a020adf84408d9a990@example.com>"]','en-CA',0,NULL,'[]','Hi Lea,

It was good to talk with you yesterday about the Build Engineer position. Thank you for making the time.

I especially enjoyed talking about how the data team is growing from four people to nine. I believe I could be useful there, since I trained two analysts who now run their own pipelines.

I''d be glad to do this work with you and your colleagues. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(10,5,'c8d4367d99abf3a1f99cd489/thank-you/r2/otto.brandt@palette.example',1,'queued','',0,'2026-11-20T17:40:01.644122+00:00','2026-11-20T17:40:01.644122+00:00',0,'2026-11-23T14:30:00+00:00',NULL,NULL,'[]','',NULL,'c8d4367d99abf3a1f99cd489/thank-you/r2/otto.brandt@palette.example','thank-you','david','Thank you – Build Engineer interview','sam.okafor@example.com','["otto.brandt@palette.example"]','<e062b221173be5bd62200c98@example.com>','home','[]',NULL,'[]','en-CA',0,'2026-11-23T14:30:00+00:00','[]','Hi Otto,

I enjoyed our conversation last Thursday and came away with a better idea of the Build Engineer position. Thank you.

It helped to talk about moving the nightly batch to streaming without losing late events; no job posting gets that close to the work. That is familiar ground for me: I rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours.

I have not forgotten the write-up of our Kafka migration; it will follow separately.

I hope to join Palette Works, because data quality there has an owner and a budget, not just good intentions. Lea mentioned that I might hear by Friday, November 27.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(11,6,'b73fa41bd15e5c8bbba1e049/thank-you/r1/eva.lind@fjord.example',0,'sent','',0,'2026-11-20T17:40:04.068711+00:00','2026-11-20T17:40:04.124541+00:00',1,NULL,250,'2.0.0 queued as 4XyZ','[]','localhost:46675 took the message: “250 2.0.0 queued as 4XyZ”.',9,'b73fa41bd15e5c8bbba1e049/thank-you/r1/eva.lind@fjord.example','thank-you','maria','Thank you – Fjord Engineer interview','sam.okafor@example.com','["eva.lind@fjord.example"]','<c22f50cb25d5175d4b815967@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Eva,

Thank you for talking with me yesterday about the Fjord Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(12,6,'b73fa41bd15e5c8bbba1e049/thank-you/r1/nils.berg@fjord.example',1,'queued','',0,'2026-11-20T17:40:05.397145+00:00','2026-11-20T17:40:05.397145+00:00',0,'2026-11-23T14:30:00+00:00',NULL,NULL,'[]','',NULL,'b73fa41bd15e5c8bbba1e049/thank-you/r1/nils.berg@fjord.example','thank-you','david','Thank you – Fjord Engineer interview','sam.okafor@example.com','["nils.berg@fjord.example"]','<4693688181ef033c02ee2da1@example.com>','home','["@FOLDER@/samples/rota.txt"]',NULL,'[]','en-CA',0,'2026-11-23T14:30:00+00:00','[]','Hi Nils,

It was good to talk with you last Thursday about the Fjord Engineer position. Thank you for making the time.

I especially enjoyed talking about moving the nightly batch to streaming without losing late events. I believe I could be useful there, since I rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours.

I have attached the write-up of our Kafka migration (rota.txt), as promised.

I''d very much like to join Fjord Systems, because data quality there has an owner and a budget, not just good intentions. Eva mentioned that I might hear by Friday, November 27.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(13,8,'f7ee36565156f416cad8e21b/check-in/r1/rosa.blum@glade.example',0,'sent','',0,'2026-11-20T17:45:31.185731+00:00','2026-11-20T17:45:31.320366+00:00',1,NULL,250,'2.0.0 queued as 4XyZ','[]','localhost:46675 took the message: “250 2.0.0 queued as 4XyZ”.',19,'f7ee36565156f416cad8e21b/check-in/r1/rosa.blum@glade.example','check-in','maria','Glade Engineer – next steps','sam.okafor@example.com','["rosa.blum@glade.example"]','<8cd07c5a83fd554ec4bc6c23@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Rosa,

I spoke with you and Karl Holm on October 29 about the Glade Engineer position. You mentioned that I might hear by Friday, November 6, and I know that these things can take longer than planned.

I''m still very interested in joining Glade Systems, because data quality there has an owner and a budget, not just good intentions. Do you have a new date in mind for the next step? I''m asking about the Glade Analyst position as well, for which I also interviewed.

If you need references or anything else from me, just let me know. Thank you, Rosa.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(14,9,'3d682857d0d1713f7ee2107e/check-in/e18/mona.faber@heath.example',0,'sent','',0,'2026-11-20T17:45:32.773762+00:00','2026-11-20T17:45:32.863768+00:00',1,NULL,250,'2.0.0 queued as 4XyZ','[]','localhost:46675 took the message: “250 2.0.0 queued as 4XyZ”.',21,'3d682857d0d1713f7ee2107e/check-in/e18/mona.faber@heath.example','check-in','maria','Heath Engineer – next steps','sam.okafor@example.com','["mona.faber@heath.example"]','<3e7e9d546423b02de5f439ac@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Mona,

I spoke with you and Luis Prado on October 29 about the Heath Engineer position. I understood that I might hear by Monday, November 16, and I know that these things can take longer than planned.

I''m still very interested in joining Heath Systems, because data quality there has an owner and a budget, not just good intentions. Do you have a new date in mind for the next step?

If you need references or anything else from me, just let me know. Thank you, Mona.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(15,11,'1df35e2de7f59c4622b5c498/thank-you/r1/dora.wolf@islet.example',0,'sent','',0,'2026-11-20T17:50:35.484397+00:00','2026-11-20T17:50:37.913906+00:00',1,NULL,NULL,NULL,'[]','You said that it was sent.',22,'1df35e2de7f59c4622b5c498/thank-you/r1/dora.wolf@islet.example','thank-you','maria','Thank you – Islet Engineer interview','sam.okafor@example.com','["dora.wolf@islet.example"]','<7242db2e86a0f3c63006f9bc@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Dora,

Thank you for talking with me yesterday about the Islet Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(16,12,'59c73ea831c3049639bda3a2/thank-you/r1/nina.falk@jetty.example',1,'deferred','',1,'2026-11-20T17:50:40.297014+00:00','2026-11-20T17:50:42.630813+00:00',1,NULL,NULL,NULL,'[]','You said that it wasn''t sent.',NULL,'59c73ea831c3049639bda3a2/thank-you/r1/nina.falk@jetty.example','thank-you','maria','Thank you – Jetty Engineer interview','sam.okafor@example.com','["nina.falk@jetty.example"]','<e55a2d97b27eff12babe3f34@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Nina,

Thank you for talking with me yesterday about the Jetty Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(17,13,'7052d352c862e89b987a29c5/thank-you/r1/tess.moor@knoll.example',1,'deferred','',0,'2026-11-20T17:50:45.012154+00:00','2026-11-20T17:50:45.063363+00:00',1,'2026-11-20T18:20:45.063363+00:00',451,'4.3.2 not now','[]','localhost:46675 does not take the message now: “451 4.3.2 not now”. It stays in the outbox; try again later.',NULL,'7052d352c862e89b987a29c5/thank-you/r1/tess.moor@knoll.example','thank-you','maria','Thank you – Knoll Engineer interview','sam.okafor@example.com','["tess.moor@knoll.example"]','<d555ee79492cb05ceae10c69@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Tess,

Thank you for talking with me yesterday about the Knoll Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(18,13,'7052d352c862e89b987a29c5/thank-you/r1/ivan.petrov@knoll.example',0,'refused','',0,'2026-11-20T17:50:46.272327+00:00','2026-11-20T17:50:46.327771+00:00',1,NULL,550,'5.1.1 nobody here','["ivan.petrov@knoll.example"]','localhost:46675 does not take mail for ivan.petrov@knoll.example: “550 5.1.1 nobody here”. Nothing was sent. Check the address, then send again.',NULL,'7052d352c862e89b987a29c5/thank-you/r1/ivan.petrov@knoll.example','thank-you','david','Thank you – Knoll Engineer interview','sam.okafor@example.com','["ivan.petrov@knoll.example"]','<58142eac917a536c05a519fc@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Ivan,

It was good to talk with you yesterday about the Knoll Engineer position. Thank you for making the time.

I especially enjoyed talking about moving the nightly batch to streaming without losing late events. I believe I could be useful there, since I rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours.

I''ll send you the write-up of our Kafka migration later today, as promised.

I''d very much like to join Knoll Systems, because data quality there has an owner and a budget, not just good intentions. Tess mentioned that I might hear by Friday, November 27.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(21,16,'2a9bd002cc8f406390a5c108/thank-you/r1/anna.weber@quill.example',1,'queued','',0,'2026-11-20T17:50:53.392154+00:00','2026-11-20T17:50:53.392154+00:00',0,'2026-11-23T14:30:00+00:00',NULL,NULL,'[]','',NULL,'2a9bd002cc8f406390a5c108/thank-you/r1/anna.weber@quill.example','thank-you','maria','Thank you – Quill Engineer interview','sam.okafor@example.com','["anna.weber@quill.example"]','<ed04a9c6d666885f4edb3d53@example.com>','home','[]',NULL,'[]','en-CA',0,'2026-11-23T14:30:00+00:00','[]','Hi Anna,

Thank you for talking with me last Thursday about the Quill Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(22,16,NULL,0,'cancelled','',0,'2026-11-20T17:50:54.549262+00:00','2026-11-20T17:50:56.777704+00:00',0,'2026-11-23T14:30:00+00:00',NULL,NULL,'[]','You cancelled it.',NULL,'2a9bd002cc8f406390a5c108/thank-you/r1/finn.olsen@quill.example','thank-you','david','Thank you – Quill Engineer interview','sam.okafor@example.com','["finn.olsen@quill.example"]','<f0560b8bfd7a41dd702f6bdd@example.com>','home','[]',NULL,'[]','en-CA',0,'2026-11-23T14:30:00+00:00','[]','Hi Finn,

It was good to talk with you last Thursday about the Quill Engineer position. Thank you for making the time.

I especially enjoyed talking about moving the nightly batch to streaming without losing late events. I believe I could be useful there, since I rebuilt the billing pipeline at Brightwater so that month-end closes in forty minutes instead of six hours.

I have not forgotten the write-up of our Kafka migration; it will follow separately.

I''d very much like to join Quill Systems, because data quality there has an owner and a budget, not just good intentions. Anna mentioned that I might hear by Friday, November 27.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(23,17,'dfa8de53da72c125776feb31/thank-you/r1/cora.lang@reed.example',1,'sending','00000000 pid:[4026531836] 4232 1497811 ebf240715770b412',0,'2026-11-20T19:00:03.586036+00:00','2026-11-20T19:00:03.657906+00:00',1,NULL,NULL,NULL,'[]','',NULL,'dfa8de53da72c125776feb31/thank-you/r1/cora.lang@reed.example','thank-you','maria','Thank you – Reed Engineer interview','sam.okafor@example.com','["cora.lang@reed.example"]','<cbf648b1bfd85d8663a679b2@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Cora,

Thank you for talking with me yesterday about the Reed Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(24,18,'74088af3e9269a23ecf3a6e6/thank-you/r1/mira.sand@sable.example',1,'dot','00000000 pid:[4026531836] 4301 1497852 d1523c93a07f8878',0,'2026-11-20T19:00:03.535184+00:00','2026-11-20T19:00:03.602055+00:00',1,NULL,NULL,NULL,'[]','',NULL,'74088af3e9269a23ecf3a6e6/thank-you/r1/mira.sand@sable.example','thank-you','maria','Thank you – Sable Engineer interview','sam.okafor@example.com','["mira.sand@sable.example"]','<dd18e604b04cb390f0206fd7@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Mira,

Thank you for talking with me yesterday about the Sable Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
INSERT INTO "posting" VALUES(25,19,'42660cf06e907ec8e0482ba4/thank-you/r1/lola.pin@tarn.example',1,'dot','00000000 pid:[4026531836] 4350 1497891 c50384994a913eeb',0,'2026-11-20T19:00:03.457645+00:00','2026-11-20T19:00:03.501410+00:00',1,NULL,NULL,NULL,'[]','',NULL,'42660cf06e907ec8e0482ba4/thank-you/r1/lola.pin@tarn.example','thank-you','maria','Thank you – Tarn Engineer interview','sam.okafor@example.com','["lola.pin@tarn.example"]','<e87b2853a942109a778484ff@example.com>','home','[]',NULL,'[]','en-CA',0,NULL,'[]','Hi Lola,

Thank you for talking with me yesterday about the Tarn Engineer position.

Our conversation about how the data team is growing from four people to nine was especially helpful. It also speaks to my own experience: I trained two analysts who now run their own pipelines.

I came away more interested in the position than before. You mentioned that I might hear by Friday, November 27, and I look forward to it. If you need anything from me before then, just ask.

Best regards,
Sam Okafor
+1 416 555 0142');
CREATE TABLE posting_data (
        posting_id BIGINT NOT NULL PRIMARY KEY REFERENCES posting (id) ON DELETE CASCADE,
        data TEXT NOT NULL);
INSERT INTO "posting_data" VALUES(1,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Maria Lopez <maria.lopez@northwind.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Northwind_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 17:00:01 +0000'||char(13)||'
Message-ID: <b58ee213a23cde885f3e1260@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Maria,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Northwind Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(2,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: David Chen <david.chen@northwind.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Northwind_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 17:00:03 +0000'||char(13)||'
Message-ID: <1a88a155bf9d0ddcfba69caf@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi David,'||char(13)||'
'||char(13)||'
It was good to talk with you yesterday about the Northwind Engineer '||char(13)||'
position. Thank you for making the time.'||char(13)||'
'||char(13)||'
I especially enjoyed talking about moving the nightly batch to streaming '||char(13)||'
without losing late events. I believe I could be useful there, since I '||char(13)||'
rebuilt the billing pipeline at Brightwater so that month-end closes in '||char(13)||'
forty minutes instead of six hours.'||char(13)||'
'||char(13)||'
I''ll send you the write-up of our Kafka migration later today, as '||char(13)||'
promised.'||char(13)||'
'||char(13)||'
I''d very much like to join Northwind Systems, because data quality there '||char(13)||'
has an owner and a budget, not just good intentions. Maria mentioned '||char(13)||'
that I might hear by Friday, November 27.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(3,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Sam Okafor <sam.okafor@example.com>'||char(13)||'
Subject: =?utf-8?q?=5BTest=5D_Re=3A_Thank_you_=E2=80=93_Northwind_E?='||char(13)||'
 =?utf-8?q?ngineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 17:00:06 +0000'||char(13)||'
Message-ID: <e633407e5356f175d30a5a80@example.com>'||char(13)||'
In-Reply-To: <b58ee213a23cde885f3e1260@example.com>'||char(13)||'
References: <b58ee213a23cde885f3e1260@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Maria,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Northwind Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(4,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Ines Duarte <ines.duarte@aurora.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Aurora_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 17:00:09 +0000'||char(13)||'
Message-ID: <0728e0ab947091326115e445@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Ines,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Aurora Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(5,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Ines Duarte <ines.duarte@aurora.example>'||char(13)||'
Subject: =?utf-8?q?Re=3A_Thank_you_=E2=80=93_Aurora_Engineer_interv?='||char(13)||'
 =?utf-8?q?iew?='||char(13)||'
Date: Fri, 20 Nov 2026 17:00:10 +0000'||char(13)||'
Message-ID: <d26367c0e246bfe55b0e5b1c@example.com>'||char(13)||'
In-Reply-To: <0728e0ab947091326115e445@example.com>'||char(13)||'
References: <0728e0ab947091326115e445@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Ines,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Aurora Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(6,'From: Samuel Okafor <sam.okafor@example.com>'||char(13)||'
To: Noor Haddad <noor.haddad@birch.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Birch_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 17:00:13 +0000'||char(13)||'
Message-ID: <d4804015f8009b215a91988d@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Noor,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Birch Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Samuel Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(7,'From: Kim Soto <kim@soto.example>'||char(13)||'
To: Ruth Abel <ruth.abel@dune.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Dune_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 17:00:15 +0000'||char(13)||'
Message-ID: <a2d038e01cb3c47ecd288452@soto.example>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Ruth,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Dune Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Kim Soto'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(8,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Lea Morin <lea.morin@palette.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Build_Engineer_interview?='||char(13)||'
Date: Fri, 06 Nov 2026 15:00:01 +0000'||char(13)||'
Message-ID: <31ffe2a020adf84408d9a990@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Lea,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Build Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about where the team is and where it wants to be was '||char(13)||'
especially helpful. It also speaks to my own experience: I trained two '||char(13)||'
analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I''d be very glad to join Palette Works, because data quality there has '||char(13)||'
an owner and a budget, not just good intentions. If you need anything '||char(13)||'
else from me, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(9,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Lea Morin <lea.morin@palette.example>'||char(13)||'
Subject: =?utf-8?q?Re=3A_Thank_you_=E2=80=93_Build_Engineer_intervi?='||char(13)||'
 =?utf-8?q?ew?='||char(13)||'
Date: Fri, 20 Nov 2026 17:40:00 +0000'||char(13)||'
Message-ID: <d18c10d559f06421e18d1763@example.com>'||char(13)||'
In-Reply-To: <31ffe2a020adf84408d9a990@example.com>'||char(13)||'
References: <31ffe2a020adf84408d9a990@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Lea,'||char(13)||'
'||char(13)||'
It was good to talk with you yesterday about the Build Engineer '||char(13)||'
position. Thank you for making the time.'||char(13)||'
'||char(13)||'
I especially enjoyed talking about how the data team is growing from '||char(13)||'
four people to nine. I believe I could be useful there, since I trained '||char(13)||'
two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I''d be glad to do this work with you and your colleagues. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(11,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Eva Lind <eva.lind@fjord.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Fjord_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 17:40:04 +0000'||char(13)||'
Message-ID: <c22f50cb25d5175d4b815967@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Eva,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Fjord Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(13,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Rosa Blum <rosa.blum@glade.example>'||char(13)||'
Subject: =?utf-8?q?Glade_Engineer_=E2=80=93_next_steps?='||char(13)||'
Date: Fri, 20 Nov 2026 17:45:31 +0000'||char(13)||'
Message-ID: <8cd07c5a83fd554ec4bc6c23@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Rosa,'||char(13)||'
'||char(13)||'
I spoke with you and Karl Holm on October 29 about the Glade Engineer '||char(13)||'
position. You mentioned that I might hear by Friday, November 6, and I '||char(13)||'
know that these things can take longer than planned.'||char(13)||'
'||char(13)||'
I''m still very interested in joining Glade Systems, because data quality '||char(13)||'
there has an owner and a budget, not just good intentions. Do you have a '||char(13)||'
new date in mind for the next step? I''m asking about the Glade Analyst '||char(13)||'
position as well, for which I also interviewed.'||char(13)||'
'||char(13)||'
If you need references or anything else from me, just let me know. Thank '||char(13)||'
you, Rosa.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(14,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Mona Faber <mona.faber@heath.example>'||char(13)||'
Subject: =?utf-8?q?Heath_Engineer_=E2=80=93_next_steps?='||char(13)||'
Date: Fri, 20 Nov 2026 17:45:32 +0000'||char(13)||'
Message-ID: <3e7e9d546423b02de5f439ac@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Mona,'||char(13)||'
'||char(13)||'
I spoke with you and Luis Prado on October 29 about the Heath Engineer '||char(13)||'
position. I understood that I might hear by Monday, November 16, and I '||char(13)||'
know that these things can take longer than planned.'||char(13)||'
'||char(13)||'
I''m still very interested in joining Heath Systems, because data quality '||char(13)||'
there has an owner and a budget, not just good intentions. Do you have a '||char(13)||'
new date in mind for the next step?'||char(13)||'
'||char(13)||'
If you need references or anything else from me, just let me know. Thank '||char(13)||'
you, Mona.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(15,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Dora Wolf <dora.wolf@islet.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Islet_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 17:50:35 +0000'||char(13)||'
Message-ID: <7242db2e86a0f3c63006f9bc@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Dora,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Islet Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(16,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Nina Falk <nina.falk@jetty.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Jetty_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 17:50:40 +0000'||char(13)||'
Message-ID: <e55a2d97b27eff12babe3f34@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Nina,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Jetty Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(18,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Ivan Petrov <ivan.petrov@knoll.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Knoll_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 17:50:46 +0000'||char(13)||'
Message-ID: <58142eac917a536c05a519fc@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Ivan,'||char(13)||'
'||char(13)||'
It was good to talk with you yesterday about the Knoll Engineer '||char(13)||'
position. Thank you for making the time.'||char(13)||'
'||char(13)||'
I especially enjoyed talking about moving the nightly batch to streaming '||char(13)||'
without losing late events. I believe I could be useful there, since I '||char(13)||'
rebuilt the billing pipeline at Brightwater so that month-end closes in '||char(13)||'
forty minutes instead of six hours.'||char(13)||'
'||char(13)||'
I''ll send you the write-up of our Kafka migration later today, as '||char(13)||'
promised.'||char(13)||'
'||char(13)||'
I''d very much like to join Knoll Systems, because data quality there has '||char(13)||'
an owner and a budget, not just good intentions. Tess mentioned that I '||char(13)||'
might hear by Friday, November 27.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(23,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Cora Lang <cora.lang@reed.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Reed_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 19:00:03 +0000'||char(13)||'
Message-ID: <cbf648b1bfd85d8663a679b2@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Cora,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Reed Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(24,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Mira Sand <mira.sand@sable.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Sable_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 19:00:03 +0000'||char(13)||'
Message-ID: <dd18e604b04cb390f0206fd7@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Mira,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Sable Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
INSERT INTO "posting_data" VALUES(25,'From: Sam Okafor <sam.okafor@example.com>'||char(13)||'
To: Lola Pin <lola.pin@tarn.example>'||char(13)||'
Subject: =?utf-8?q?Thank_you_=E2=80=93_Tarn_Engineer_interview?='||char(13)||'
Date: Fri, 20 Nov 2026 19:00:03 +0000'||char(13)||'
Message-ID: <e87b2853a942109a778484ff@example.com>'||char(13)||'
Content-Transfer-Encoding: 7bit'||char(13)||'
Content-Type: text/plain; charset="utf-8"; format="flowed"; delsp="no"'||char(13)||'
MIME-Version: 1.0'||char(13)||'
'||char(13)||'
Hi Lola,'||char(13)||'
'||char(13)||'
Thank you for talking with me yesterday about the Tarn Engineer '||char(13)||'
position.'||char(13)||'
'||char(13)||'
Our conversation about how the data team is growing from four people to '||char(13)||'
nine was especially helpful. It also speaks to my own experience: I '||char(13)||'
trained two analysts who now run their own pipelines.'||char(13)||'
'||char(13)||'
I came away more interested in the position than before. You mentioned '||char(13)||'
that I might hear by Friday, November 27, and I look forward to it. If '||char(13)||'
you need anything from me before then, just ask.'||char(13)||'
'||char(13)||'
Best regards,'||char(13)||'
Sam Okafor'||char(13)||'
+1 416 555 0142'||char(13)||'
');
CREATE TABLE sent_key (
        digest TEXT NOT NULL PRIMARY KEY,
        sent_at TEXT NOT NULL);
INSERT INTO "sent_key" VALUES('cced6df7dcad8e7df0ef585a04d1a9101c34d5c5d5c1dac9a96e9f85aa2e31d7','2026-11-20T17:50:48.717262+00:00');
INSERT INTO "sent_key" VALUES('7666e961ca91044996c240e00d7266872d73346d9d92fdf199b402f5f01621a9','2026-11-20T17:50:51.098087+00:00');
CREATE TABLE setting (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL);
INSERT INTO "setting" VALUES('generation','cbb894b6c2013a7932b30d14e065b6e6');
INSERT INTO "setting" VALUES('config','0.1.0 holidays 0.109 (edition 1) b13f105cdf20e6f66d6275588ad88865b4f02df47fd56c06cb6c3fe76874f1a5');
INSERT INTO "setting" VALUES('rules','0.1.0 holidays 0.109 (edition 1) Rules(after_date=3, no_date=10, no_date_phone=5, earliest_after_date=2, after_delay=2, delay_without_date=5, on_hold_days=30, network=4, escalation_after_network=4, escalation=5, call=5, second_call=3, after_absence=2, move_on=10, thank_you_lapses=5, reply=1, gap=3, cap_person=2, cap_employer=3, cap_day=1, calls=2, ask_insider=True, ask_manager=True, ask_by_phone=True) America/Toronto None [''email'', ''name'', ''timezone'']');
INSERT INTO "setting" VALUES('invitation:2014e65b47a56094aeb51ec310e5223e','0');
CREATE TABLE tally (
        ended INTEGER NOT NULL,
        moment BIGINT NOT NULL,
        delta BIGINT NOT NULL,
        PRIMARY KEY (ended, moment));
INSERT INTO "tally" VALUES(0,1795122000000000,13);
INSERT INTO "tally" VALUES(0,1795755600000000,-1);
INSERT INTO "tally" VALUES(0,1796187600000000,1);
INSERT INTO "tally" VALUES(0,1796878800000000,1);
INSERT INTO "tally" VALUES(0,1793304000000000,1);
INSERT INTO "tally" VALUES(0,1793941200000000,-1);
INSERT INTO "tally" VALUES(0,1795669200000000,2);
INSERT INTO "tally" VALUES(0,1795150800000000,1);
CREATE INDEX application_employer ON application (employer_key, client)
        WHERE employer_key <> '';
CREATE INDEX application_open ON application (name) WHERE ended = 0;
CREATE INDEX application_client ON application (client, name) WHERE client <> '';
CREATE UNIQUE INDEX entry_undoes ON entry (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX entry_application ON entry (application_id, id);
CREATE INDEX agenda_stays ON agenda (opens, application_id) WHERE closes IS NULL;
CREATE INDEX agenda_lapses ON agenda (closes, opens, application_id)
        WHERE closes IS NOT NULL;
CREATE INDEX agenda_waits ON agenda (opens, application_id) WHERE ended = 0;
CREATE INDEX mention_application ON mention (application_id);
CREATE INDEX message_application ON message (application_id, id);
CREATE INDEX message_used ON message (used_entry) WHERE used_entry IS NOT NULL;
CREATE INDEX invitation_application ON invitation (application_id);
CREATE UNIQUE INDEX posting_once ON posting (application_id, once);
CREATE INDEX posting_open ON posting (id) WHERE open = 1;
COMMIT;
