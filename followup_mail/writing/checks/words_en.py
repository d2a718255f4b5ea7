"""English turns of phrase, by what is wrong with them."""

from followup_mail.writing.checks.words import Phrases

# One phrase a line would fill ten screens.
# fmt: off
BLAME: Phrases = (
    "as per my last", "per my last", "per my previous", "as I said in my last",
    "as I mentioned in my last", "as previously stated", "as previously mentioned",
    "as already mentioned", "you said you would", "you said I would", "you told me I would",
    "you told me you would", "you promised", "you were supposed to", "was supposed to hear",
    "you failed to", "you forgot", "should have heard", "should have got", "should have had",
    "expected to hear by now", "would have heard by now", "it has been over", "it's been over",
    "it has already been", "it's already been", "weeks have passed", "days have passed",
    "lack of response", "lack of communication", "disappointed", "frustrating for me",
    "I am frustrated", "my frustration", "ignoring my", "ignored my", "third time",
    "the courtesy of", "common courtesy", "the least you could", "at the very least", "why haven't",
    "why have you not", "why hasn't", "why has it", "why have I not", "why was I not",
    "why wasn't I", "why did you not", "why didn't you", "why is it taking", "why is this taking",
    "why am I", "why I haven't", "why I have not",
)
SILENCE: Phrases = (
    "still waiting", "been waiting", "haven't heard", "have not heard", "hadn't heard",
    "had not heard", "have yet to hear", "never heard back", "never got back", "yet to receive",
    "no response from", "no reply from", "not received a response", "not received a reply",
    "not received any", "haven't received", "didn't receive a reply", "never received",
    "without a response", "without any response",
)
DESPERATION: Phrases = (
    "really need this", "really need the", "really need a job", "really need work", "need this job",
    "need a job", "desperate~", "any position", "any job you", "any role you", "any work you",
    "whatever you have", "anything you have", "take anything", "please please", "please, please",
    "dream job", "dream role", "dream company", "dream employer", "if I don't get",
    "if I do not get", "would do anything", "willing to do anything", "do whatever it takes",
    "my last hope", "my only hope", "running out of money", "running out of savings",
    "been unemployed", "unemployed for", "out of work for", "I beg", "begging", "give me a chance",
    "take a chance on me", "you won't regret", "you will not regret", "would mean the world",
    "mean everything to me", "counting on this job", "counting on this role",
)
FILLER: Phrases = (
    "just checking in", "just checking", "checking in on", "checking in to", "checking in with",
    "wanted to check in", "just following up", "just wanted to", "just a quick note",
    "touching base", "touch base", "circling back", "circle back", "finds you well",
    "find you well", "you are doing well", "you're doing well", "all is well", "hope you are well",
    "hope you're well", "wanted to reach out", "I am reaching out", "I'm reaching out",
    "reaching out to you", "reaching out regarding", "pick your brain", "bump~ this",
    "at your earliest convenience", "do not hesitate", "don't hesitate", "needless to say",
    "as you may know", "to be honest", "as you are aware", "at this point in time", "going forward",
    "moving forward with my",
)
ONCE: Phrases = ("feel free to", "I wanted to thank")
APOLOGY: Phrases = (
    "sorry to bother", "sorry for bothering", "sorry to disturb", "sorry for disturbing",
    "sorry to trouble", "sorry to pester", "sorry to keep", "sorry for another",
    "sorry for the e-mail", "sorry for the follow-up", "sorry for following up", "sorry if I",
    "apologies for the follow-up", "apologies for bothering", "apologies for another",
    "apologize for bothering", "apologise for bothering", "apologize for the inconvenience",
    "apologise for the inconvenience", "apologize for contacting", "apologise for contacting",
    "apologize for writing", "apologise for writing", "forgive me for", "forgive the intrusion",
    "excuse me for", "I know you're busy", "I know you are busy", "know you are very busy",
    "know you're very busy", "sure you're busy", "sure you are busy", "sure you are very busy",
    "how busy you are", "don't want to bother", "do not want to bother", "don't mean to bother",
    "don't want to be a bother", "don't mean to pester", "hate to bother", "not too much trouble",
    "not too much to ask", "be a nuisance", "be a pest",
)
PRESSURE: Phrases = (
    "I need to hear", "I need to know by", "I need an answer", "I need a decision",
    "I need a response", "I need a reply", "I must hear", "I must know", "I require a",
    "I expect a reply", "I expect an answer", "I expect a response", "hear from you by",
    "hear back from you by", "please respond", "reply by", "an answer by", "get back to me by",
    "let me know by", "let me know before", "tell me by", "answer me by", "my deadline",
    "a deadline to", "as soon as possible", "asap", "urgently need", "this is urgent",
    "reply immediately", "respond immediately", "other offer~", "another offer",
    "a competing offer", "competing offers", "several offers", "multiple offers",
    "other companies are", "other employers are", "otherwise I will", "otherwise I'll",
    "or I will have to", "final notice", "last chance", "time is running out",
)
FLATTERY: Phrases = (
    "perfect fit", "perfect match", "perfect candidate", "perfect for this", "perfect for the",
    "ideal candidate", "ideal fit", "best candidate", "best person for", "honored", "honoured",
    "an honor to", "an honour to", "such an honor", "such an honour", "a privilege to",
    "blown away", "so inspired by", "truly inspir~", "truly inspired", "huge fan", "big fan",
    "greatly admire", "have always admired", "have long admired", "absolutely love", "dream team",
    "couldn't be more", "could not be more", "super excited", "extremely excited", "so excited",
    "beyond excited", "over the moon", "second to none", "best company", "best in the world",
    "born for this", "made for this role", "genius", "visionary",
)
SUPERLATIVES: Phrases = (
    "amazing", "amazingly", "thrilled", "incredible", "incredibly", "fantastic", "wonderful",
    "awesome", "phenomenal", "outstanding", "exceptional", "extraordinary", "brilliant", "superb",
    "perfect", "perfectly", "tremendous", "tremendously", "unparalleled", "world-class",
    "excellent", "delighted", "fabulous", "stellar", "greatest", "absolutely", "truly",
)
UPDATE: Phrases = (
    "any update~", "any news", "an update on", "is there an update", "have an update",
    "updates on my", "updates regarding", "status update", "status of my", "status of the position",
    "status of the role", "did I get", "have I got", "whether I got", "if I got", "got the job",
    "have been selected", "was selected", "have been rejected", "was rejected",
    "am I still being considered", "am I still in the running",
)
STATUS: Phrases = (
    "when will I hear", "when can I expect", "when do you expect", "when will you",
    "when you expect", "when should I expect", "what are the next steps", "what is the timeline",
    "what's the timeline", "about the timeline", "how soon", "have you made", "have you decided",
    "made a decision", "where I stand", "how many candidates", "how did I do", "did I do well",
)
PAY: Phrases = (
    "my salary", "the salary", "your salary", "a salary", "salary expectation~", "salary range",
    "salary for", "about salary", "discuss salary", "salary and benefits", "pay range", "pay scale",
    "my pay", "how much * pay", "my compensation", "compensation package", "benefits package",
    "vacation days", "signing bonus", "stock options", "hourly rate", "my remuneration",
)
SLANG: Phrases = (
    "hey", "heya", "hiya", "yo", "gonna", "wanna", "gotta", "kinda", "sorta", "dunno", "lol", "omg",
    "btw", "thx", "pls", "plz", "imo", "imho", "fyi", "yeah", "yep", "yup", "nope", "so cool",
    "really cool", "super cool", "pretty cool", "no worries", "hit me up", "ping me", "dude",
    "you guys", "ya'll", "y'all", "what's up", "thanks a bunch", "thanks a ton", "ttyl",
    "super nice", "stoked", "so pumped",
)
SENSITIVE: Phrases = (
    "my health", "my illness", "my diagnosis", "my surgery", "my disability", "my mental health",
    "health reasons", "health issues", "medical leave", "sick leave", "maternity leave",
    "parental leave", "pregnan~", "my kids", "my children", "my husband", "my wife", "my spouse",
    "my family", "family reasons", "family situation", "single mother", "single father",
    "single parent", "childcare for my", "my divorce", "my age", "I am * years old",
    "before I retire", "my retirement", "my visa", "work visa", "visa status", "visa sponsorship",
    "my work permit", "a work permit", "green card", "my immigration", "immigration status",
    "my citizenship", "I am a permanent resident", "my permanent residen~", "my refugee",
    "my religion", "my debts", "my mortgage", "my rent", "my bills", "other candidates",
    "other applicants", "the other candidate", "employment standards act", "employment law",
    "labour law", "labor law", "legal obligation", "legally required", "required by law",
    "my lawyer", "legal action", "discriminated against", "human rights complaint",
    "labour tribunal",
)
COMPLAINT: Phrases = (
    "did not reply", "didn't reply", "never replied", "did not respond", "didn't respond",
    "never responded", "did not answer", "didn't answer", "never answered", "has not replied",
    "hasn't replied", "has not responded", "hasn't responded", "has not answered",
    "hasn't answered", "has not got back", "hasn't got back", "has not gotten back",
    "hasn't gotten back", "not getting back", "never got back", "no reply from", "no answer from",
    "no response from", "without a reply", "without an answer", "ignored my", "ignoring my",
    "ignored me", "ignoring me", "unresponsive", "dropped the ball", "let me down", "went silent",
    "gone silent", "gone quiet", "ghosted", "ghosting", "forgot about me", "forgotten me",
    "did not return my", "didn't return my", "not been helpful", "unprofessional",
)
INTEREST: Phrases = (
    "interest~", "keen", "would like", "I'd like", "like this role", "like this job",
    "like the role", "like the job", "want this", "want the", "wanting this", "look forward",
    "looking forward", "excited", "enthusias~", "eager", "appeals to me", "glad to be chosen",
    "be glad to", "hope to", "hope I get", "very much",
)
ASKS: Phrases = (
    "could you let me know", "could you tell me", "can you tell me", "would you let me know",
    "I would like to know", "I'd like to know", "I would like to ask when", "I wonder when",
    "wondering when", "please let me know when", "please tell me when",
)
GENERIC: Phrases = (
    "to whom it may concern", "dear hiring manager", "dear hiring team", "dear hiring committee",
    "dear recruiter", "dear recruiting team", "dear sir or madam", "dear sir/madam", "dear sir",
    "dear sirs", "dear madam", "dear hr", "dear human resources", "hi there", "hello there",
    "dear interviewer", "hi recruiter", "hello recruiter", "hi hiring manager",
)
SEVERAL: Phrases = (
    "all", "everyone", "everybody", "team", "folks", "panel", "panel members",
    "members of the panel", "committee", "colleagues", "both", "ladies and gentlemen",
)
SALUTATIONS: Phrases = (
    "good morning", "good afternoon", "good evening", "hello again", "hello", "hi again", "hi",
    "hey", "dear", "greetings",
)
ATTACHED: Phrases = (
    "is attached", "are attached", "have attached", "I've attached", "I attach", "I attached",
    "I am attaching", "I'm attaching", "find attached", "see attached", "the attached",
    "attached is", "attached are", "attached to this", "attached here", "attached below",
    "attached file~", "attached you", "attached please", "as an attachment", "attachment~ to this",
    "in attachment", "see attachment", "the attachment", "I enclose", "enclosed", "have enclosed",
    "is enclosed", "enclosing",
)
CLAIMS: Phrases = (
    "as you mentioned", "you mentioned that", "you mentioned", "as you said", "you said",
    "you told me", "you had told me", "you indicated", "you had indicated", "you expected",
    "you were expecting", "you hoped to", "you were hoping", "you planned to", "you were planning",
    "you intended to", "you thought that", "you gave me a date", "the date you gave",
    "the date you named", "the date you mentioned",
)
AGREED: Phrases = ("as promised", "as I promised", "as agreed", "as we agreed", "I promised you")
SECOND: Phrases = (
    "our second interview", "my second interview", "the second interview", "in the second round",
    "of the second round", "both interviews", "both rounds", "our two interviews",
)
THIRD: Phrases = (
    "our third interview", "my third interview", "the third interview", "in the third round",
    "our three interviews",
)
