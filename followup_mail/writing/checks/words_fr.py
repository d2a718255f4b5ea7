"""French turns of phrase, of Canada and of France, by what is wrong with them."""

from followup_mail.writing.checks.words import Phrases

# One phrase a line would fill ten screens.
# fmt: off
BLAME: Phrases = (
    "comme je l'ai déjà", "comme déjà mentionné", "comme déjà indiqué", "comme déjà dit",
    "comme indiqué dans mon dernier", "comme mentionné dans mon dernier",
    "comme mentionné dans mon précédent", "tel que mentionné dans mon", "vous aviez dit que vous",
    "vous m'aviez dit que vous", "vous m'aviez promis", "vous aviez promis", "vous m'avez promis",
    "vous deviez me", "vous étiez censé~", "vous avez oublié", "vous m'avez oublié~",
    "je devais avoir", "j'aurais dû avoir", "j'aurais dû recevoir", "aurait dû me", "auriez dû me",
    "malgré mes relances", "malgré ma relance", "malgré mes messages", "malgré mon message",
    "malgré mes courriels", "malgré mon courriel", "malgré mon dernier", "je m'étonne",
    "étonné~ de ne pas", "surpris~ de ne pas", "étonné~ que vous n'ayez", "déçu~ de",
    "je suis déçu~", "frustré~", "frustrant~ pour moi", "pourquoi n'avez", "pourquoi vous n'avez",
    "pourquoi je n'ai", "pourquoi n'ai-je", "pourquoi ne m'avez", "pourquoi est-ce si long",
    "pourquoi c'est si long", "pourquoi cela prend", "voilà déjà", "cela fait déjà", "ça fait déjà",
    "depuis déjà", "la moindre des choses", "simple politesse", "la courtoisie de", "votre silence",
    "manque de suivi", "manque de communication", "ignor~ mes", "ignor~ mon", "troisième fois que",
    "encore une fois, je",
)
SILENCE: Phrases = (
    "j'attends toujours", "toujours en attente", "sans nouvelles de votre part",
    "sans nouvelle de votre part", "sans réponse de votre part", "sans retour de votre part",
    "sans nouvelles de vous", "n'ai toujours pas", "n'ai toujours rien", "n'ai pas eu de nouvelles",
    "n'ai pas eu de vos nouvelles", "n'ai pas encore reçu", "n'ai pas encore eu",
    "n'ai reçu aucun~", "n'ai eu aucun~", "pas eu de retour", "pas eu de réponse",
    "aucune nouvelle de votre", "aucune réponse de votre", "aucun retour de votre",
    "resté~ sans réponse", "restée sans nouvelles", "resté sans nouvelles", "resté~ lettre morte",
)
DESPERATION: Phrases = (
    "désespér~", "vraiment besoin de ce", "vraiment besoin de cet", "vraiment besoin d'un emploi",
    "vraiment besoin de travailler", "besoin de cet emploi", "besoin de ce poste",
    "besoin d'un travail", "besoin d'un emploi", "n'importe quel poste", "n'importe quel emploi",
    "n'importe quel travail", "n'importe quoi pour", "emploi de rêve", "emploi de mes rêves",
    "poste de rêve", "poste de mes rêves", "travail de mes rêves", "job de mes rêves",
    "entreprise de mes rêves", "vous en supplie", "vous supplie", "vous implore",
    "donnez-moi une chance", "donnez-moi ma chance", "me donner une chance", "me donner ma chance",
    "me laisser une chance", "laissez-moi une chance", "ne le regretterez pas",
    "ne regretterez pas", "prêt~ à tout", "mon dernier espoir", "mon seul espoir",
    "ma dernière chance", "sans emploi depuis", "au chômage depuis", "fin de droits",
    "si je n'obtiens pas", "si je n'ai pas ce poste", "si je ne suis pas retenu~",
    "je compte sur ce poste", "changerait ma vie",
)
FILLER: Phrases = (
    "j'espère que vous allez bien", "en espérant que vous allez bien", "espère que tout va bien",
    "espère que vous vous portez bien", "espère que ce message vous", "espère que ce courriel vous",
    "espère que ce mail vous", "espère que cet e-mail vous", "en espérant que ce message",
    "petit suivi", "petite relance", "simple suivi", "petit message pour", "petit mot pour prendre",
    "juste pour savoir", "je voulais juste", "je voulais simplement", "juste un petit",
    "juste un mot pour", "je viens aux nouvelles", "viens prendre des nouvelles",
    "venir aux nouvelles", "je reviens vers vous", "me permets de revenir vers", "n'hésitez pas à",
    "n'hésitez surtout pas", "dans les meilleurs délais", "à votre meilleure convenance",
    "à votre convenance", "par la présente", "comme vous le savez", "pour être honnête",
    "en toute honnêteté", "je tenais à vous faire part", "restant à votre entière disposition",
    "reste à votre entière disposition",
)
ONCE: Phrases = ("me permets de", "me permets d'", "je tenais à")
APOLOGY: Phrases = (
    "désolé~ de vous déranger", "désolé~ de vous importuner", "désolé~ de vous relancer",
    "désolé~ de vous solliciter", "désolé~ d'insister", "navré~ de vous déranger",
    "navré~ de vous importuner", "excusez-moi de vous", "veuillez m'excuser de",
    "veuillez m'excuser pour", "pardon de vous", "pardonnez-moi de", "pardonnez mon insistance",
    "excusez mon insistance", "je m'excuse de", "je m'excuse pour",
    "mes excuses pour le dérangement", "mes excuses pour cette relance",
    "sans vouloir vous déranger", "sans vouloir vous importuner", "sans vouloir insister",
    "ne veux pas vous déranger", "ne voudrais pas vous déranger", "ne veux pas vous importuner",
    "ne voudrais pas vous importuner", "ne voudrais pas insister",
    "ne souhaite pas vous importuner", "ne souhaite pas vous déranger",
    "sais que vous êtes très occupé~", "sais que vous êtes occupé~", "sais combien vous êtes",
    "sais à quel point vous êtes", "sais que votre temps est", "si ce n'est pas trop demander",
)
PRESSURE: Phrases = (
    "il me faut une réponse", "il me faut une décision", "j'ai besoin d'une réponse",
    "j'ai besoin d'une décision", "j'ai besoin de savoir d'ici", "j'ai besoin de savoir avant",
    "je dois savoir", "j'exige", "j'attends une réponse", "j'attends votre réponse",
    "j'attends de vous", "me répondre d'ici", "me répondre avant", "répondez-moi",
    "répondre au plus tard", "réponse d'ici", "réponse avant", "réponse au plus tard",
    "réponse rapide", "réponse immédiate", "dans les plus brefs délais", "au plus vite", "asap",
    "de toute urgence", "c'est urgent", "urgemment", "sans délai", "autre offre", "autres offres",
    "offre concurrente", "une offre d'une autre", "une offre d'un autre", "d'autres employeurs",
    "d'autres entreprises sont", "d'autres entreprises m'", "plusieurs offres", "ma date limite",
    "une date limite pour", "faute de réponse", "à défaut de réponse", "dernier délai",
    "dernier rappel", "sinon je", "sans quoi je", "je me verrai", "me verrais dans l'obligation",
)
FLATTERY: Phrases = (
    "candidat~ idéal~", "profil idéal", "profil parfait", "candidat~ parfait~",
    "la personne idéale", "la personne parfaite", "parfaitement à votre", "correspond parfaitement",
    "correspondance parfaite", "meilleur candidat", "meilleure candidate", "honoré~ d'",
    "honoré~ de", "un honneur de", "un honneur d'", "un grand honneur", "un immense honneur",
    "un privilège de", "un privilège d'", "fervent admirateur", "fervente admiratrice",
    "grand admirateur", "grande admiratrice", "j'admire", "vous admire", "en admiration",
    "équipe de rêve", "entreprise de rêve", "subjugué~", "ébloui~", "époustouflé~", "fan de",
    "fan absolu~", "fait pour ce poste", "faite pour ce poste", "né~ pour ce", "visionnaire~",
    "meilleure entreprise", "ne pourrais être plus", "trop hâte",
)
SUPERLATIVES: Phrases = (
    "exceptionnel~", "extraordinaire~", "incroyable~", "incroyablement", "fantastique~",
    "formidable~", "génial~", "géniaux", "magnifique~", "remarquable~", "merveilleu~", "sublime~",
    "époustouflant~", "excellent~", "excellente~", "passionnant~", "inoubliable~", "parfait~",
    "parfaitement", "absolument", "extrêmement", "énormément", "infiniment", "hors du commun",
    "hors pair", "unique en son genre", "enchanté~", "enthousiasmant~",
)
UPDATE: Phrases = (
    "avez-vous des nouvelles", "auriez-vous des nouvelles", "avez-vous eu des nouvelles",
    "des nouvelles de ma candidature", "des nouvelles concernant ma", "y a-t-il du nouveau",
    "du nouveau concernant", "du nouveau de votre", "une mise à jour sur", "une mise à jour de ma",
    "une mise à jour concernant", "ai-je obtenu", "ai-je été retenu~", "ai-je le poste",
    "ai-je eu le poste", "suis-je retenu~", "si j'ai été retenu~", "si j'ai obtenu",
    "si j'ai le poste", "si j'ai eu le poste", "si je suis retenu~",
    "si ma candidature a été retenue", "si ma candidature est retenue", "ma candidature est-elle",
    "où en est ma candidature", "où en est mon dossier", "état de ma candidature",
    "statut de ma candidature", "avancement de ma candidature",
)
STATUS: Phrases = (
    "quand aurai-je", "quand puis-je", "quand pensez-vous", "quand prévoyez-vous",
    "quand comptez-vous", "quand saurai-je", "quelles sont les prochaines étapes",
    "quelle est la suite", "l'échéancier", "où en êtes-vous", "avez-vous pris", "avez-vous décidé",
    "avez-vous fait votre choix", "combien de candidat~", "comment me suis-je", "ai-je fait bonne",
)
PAY: Phrases = (
    "mon salaire", "quel est le salaire", "quel salaire", "le salaire prévu", "le salaire offert",
    "salaire annuel", "salaire horaire", "question de salaire", "question du salaire",
    "échelle salariale", "fourchette salariale", "prétentions salariales", "attentes salariales",
    "exigences salariales", "ma rémunération", "la rémunération prévue", "quelle rémunération",
    "jours de vacances", "jours de congé", "jours de télétravail", "taux horaire",
    "prime de signature", "prime d'embauche",
)
SLANG: Phrases = (
    "coucou", "salut", "yo", "lol", "mdr", "ptdr", "ouais", "ouaip", "nan", "trop cool",
    "super cool", "vraiment cool", "c'est cool", "hyper content~", "super content~",
    "trop content~", "à plus", "bisous", "bises", "biz", "bravo les gars", "les gars", "la gang",
    "kiff~", "bosser", "le boulot", "un boulot", "la job", "pantoute", "faque", "du coup",
    "grave bien", "au top", "vite fait", "mille mercis", "un gros merci", "svp",
)
SENSITIVE: Phrases = (
    "ma santé", "mon état de santé", "ma maladie", "mon handicap", "mon diagnostic",
    "mon opération", "raisons de santé", "problèmes de santé", "congé de maladie", "arrêt maladie",
    "mon arrêt de travail", "congé de maternité", "congé parental", "je suis enceinte",
    "ma grossesse", "mes enfants", "mon mari", "ma femme", "mon conjoint", "ma conjointe",
    "ma famille", "situation familiale", "raisons familiales", "monoparental~", "garde d'enfants",
    "garde de mes", "mon divorce", "mon âge", "à mon âge", "j'ai * ans et", "ma retraite",
    "mon visa", "visa de travail", "permis de travail", "mon immigration", "statut d'immigration",
    "titre de séjour", "résidence permanente", "ma citoyenneté", "demande d'asile", "ma religion",
    "mes dettes", "mon loyer", "mes factures", "mon hypothèque", "autres candidats",
    "autres candidates", "autres candidatures", "l'autre candidat~",
    "loi sur les normes du travail", "selon les normes du travail", "selon le code du travail",
    "selon le droit du travail", "obligation légale", "légalement tenu~", "la loi vous",
    "la loi oblige", "mon avocat~", "recours légal", "recours juridique", "poursuites judiciaires",
    "discriminé~", "aux prud'hommes",
)
COMPLAINT: Phrases = (
    "n'a pas répondu", "ne m'a pas répondu", "n'a jamais répondu", "ne m'a jamais répondu",
    "n'a toujours pas répondu", "n'a pas encore répondu", "ne répond pas", "ne répond plus",
    "ne me répond", "n'a pas donné suite", "n'a pas donné de nouvelles",
    "ne donne plus de nouvelles", "ne m'a pas rappelé~", "ne m'a jamais rappelé~",
    "ne rappelle pas", "sans réponse de sa part", "sans nouvelles de sa part",
    "sans réponse de mon", "aucune réponse de sa part", "aucune nouvelle de sa part", "m'a ignoré~",
    "m'ignore", "ignore mes", "m'a oublié~", "m'a laissé~ sans", "m'a laissé~ tomber",
    "peu professionnel~", "pas très professionnel~", "manque de professionnalisme",
    "n'a pas fait son", "n'a pas tenu",
)
INTEREST: Phrases = (
    "intéress~", "intérêt", "enthousias~", "motiv~", "souhait~", "aimerais", "envie", "hâte",
    "plaisir de travailler", "plaisir de me joindre", "attire~", "plaît", "plait", "me plairait",
    "voudrais", "tient à cœur", "espère me joindre", "espère travailler", "heureux de",
    "heureuse de", "volontiers",
)
ASKS: Phrases = (
    "pourriez-vous me dire", "pourriez-vous m'indiquer", "pouvez-vous me dire",
    "pouvez-vous m'indiquer", "j'aimerais savoir", "je voudrais savoir", "je souhaite savoir",
    "je souhaiterais savoir", "je me demandais quand", "dites-moi quand", "merci de me dire quand",
    "merci de m'indiquer",
)
GENERIC: Phrases = (
    "à qui de droit", "madame, monsieur", "madame monsieur", "madame ou monsieur",
    "monsieur, madame", "cher recruteur", "chère recruteuse", "chère équipe de recrutement",
    "cher responsable", "à l'attention du responsable", "à l'attention de la direction",
    "bonjour madame, monsieur", "bonjour madame monsieur", "bonjour recruteur",
    "au service des ressources humaines",
)
SEVERAL: Phrases = (
    "tous", "toutes", "à tous", "à toutes", "à toutes et à tous", "à tous et à toutes",
    "tout le monde", "à tout le monde", "l'équipe", "à l'équipe", "à toute l'équipe", "équipe",
    "mesdames", "messieurs", "mesdames, messieurs", "mesdames et messieurs", "membres du comité",
    "membres du jury", "collègues", "à vous deux", "à vous trois",
)
SALUTATIONS: Phrases = (
    "bonjour à nouveau", "bonjour", "bonsoir", "rebonjour", "salut", "chères", "chers", "chère",
    "cher", "allô",
)
ATTACHED: Phrases = (
    "ci-joint", "ci-joints", "ci-jointe", "ci-jointes", "ci-inclus", "ci-incluse", "ci-annexé~",
    "pièce jointe", "pièces jointes", "en annexe", "fichier joint", "fichiers joints",
    "document joint", "documents joints", "je joins", "j'ai joint", "je vous joins", "joins à ce",
    "joint à ce", "jointe à ce", "joints à ce", "jointes à ce", "j'y joins", "vous trouverez joint",
)
CLAIMS: Phrases = (
    "vous aviez indiqué", "vous m'aviez indiqué", "vous avez indiqué", "vous m'avez indiqué",
    "vous indiquiez", "vous aviez mentionné", "vous avez mentionné", "vous m'aviez mentionné",
    "vous m'avez mentionné", "vous mentionniez", "vous aviez dit", "vous m'aviez dit",
    "vous avez dit", "vous m'avez dit", "vous disiez", "comme vous l'avez", "comme vous l'aviez",
    "vous aviez parlé de", "vous m'aviez parlé de", "vous aviez annoncé", "vous m'aviez annoncé",
    "vous avez annoncé", "vous pensiez", "vous prévoyiez", "vous comptiez", "vous espériez",
    "la date que vous", "tel que mentionné", "comme mentionné",
)
AGREED: Phrases = (
    "comme promis", "tel que promis", "comme je vous l'ai promis", "comme je l'avais promis",
    "comme convenu", "tel que convenu", "ainsi que convenu", "je vous avais promis",
)
SECOND: Phrases = (
    "notre deuxième entrevue", "notre seconde entrevue", "ma deuxième entrevue",
    "ma seconde entrevue", "la deuxième entrevue", "la seconde entrevue", "cette deuxième entrevue",
    "cette seconde entrevue", "notre deuxième entretien", "notre second entretien",
    "mon deuxième entretien", "mon second entretien", "le deuxième entretien",
    "le second entretien", "ce deuxième entretien", "ce second entretien",
    "notre deuxième rencontre", "notre seconde rencontre", "ma deuxième rencontre",
    "ma seconde rencontre", "la deuxième rencontre", "la seconde rencontre",
    "cette deuxième rencontre", "cette seconde rencontre", "nos deux entrevues",
    "mes deux entrevues", "les deux entrevues", "nos deux entretiens", "mes deux entretiens",
    "les deux entretiens", "nos deux rencontres", "mes deux rencontres", "les deux rencontres",
)
THIRD: Phrases = (
    "notre troisième entrevue", "ma troisième entrevue", "la troisième entrevue",
    "cette troisième entrevue", "notre troisième entretien", "mon troisième entretien",
    "le troisième entretien", "ce troisième entretien", "notre troisième rencontre",
    "ma troisième rencontre", "la troisième rencontre", "cette troisième rencontre",
    "nos trois entrevues", "mes trois entrevues", "les trois entrevues", "nos trois entretiens",
    "mes trois entretiens", "les trois entretiens", "nos trois rencontres", "mes trois rencontres",
    "les trois rencontres",
)
