"""Jonas in Vienna: in German, with a dog, a guitar and a shoulder that hurts."""

from demo.lives import OPEN, Life, Person, Rest, Slump, Told, every, of_month, on
from habitus.habits.models import NewHabit, NewReminder, Step
from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.goal import Kind, Measure, Schedule
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import SkipReason

EVERY_WEEKDAY = 0b111_1111
DAILY = NewGoal()

BACK = Life(
    NewHabit(
        "Rücken stärken",
        Measure.CHECK,
        DAILY,
        question="Hast du deine Übungen gemacht?",
        description="Die drei Übungen vom Zettel am Kühlschrank.",
        color="clay",
        icon="barbell",
        section="morning",
        category="Bewegung",
        reminders=(NewReminder(6 * 60 + 45, EVERY_WEEKDAY),),
    ),
    at="06:50",
    chance=(0.5, 0.88),
    weekend=0.7,
    sure=9,
    told={
        4: Told(note="Zum ersten Mal ohne Ziehen im Kreuz."),
        10: Told(State.SKIPPED, reason=SkipReason.TRAVEL, note="Im Nachtzug nach Triest."),
        11: OPEN,
    },
    notes=("Auf dem Teppich statt auf der Matte.", "Nur die halbe Runde."),
    today=Told(),
)
ROUTINE = Life(
    NewHabit(
        "Guter Start",
        Measure.CHECK,
        DAILY,
        steps=(
            Step("f", "Fenster auf"),
            Step("b", "Bett machen"),
            Step("w", "Ein Glas Wasser"),
            Step("p", "Den Tag planen"),
        ),
        color="honey",
        icon="list",
        section="morning",
        category="Alltag",
    ),
    at="07:05",
    chance=(0.45, 0.8),
    weekend=0.7,
    sure=5,
    told={6: Told(steps="fb")},
    today=Told(steps="fbw"),
)
FRUIT = Life(
    NewHabit(
        "Obst und Gemüse",
        Measure.AMOUNT,
        NewGoal(target=3),
        unit="Portionen",
        question="Wie viele Portionen heute?",
        color="moss",
        icon="apple",
        category="Essen",
    ),
    at="19:10",
    chance=(0.5, 0.8),
    weekend=0.9,
    sure=4,
    amounts=(5, 5, 6),
    less=(1, 2, 3),
    goals=((0.4, NewGoal(target=5)),),
    today=Told(amount=2),
)
DOG = Life(
    NewHabit(
        "Runde mit Frieda",
        Measure.MINUTES,
        NewGoal(target=45),
        question="Wie lange wart ihr draußen?",
        color="lagoon",
        icon="walk",
        section="afternoon",
        category="Bewegung",
        tags=("draußen",),
    ),
    at="17:15",
    chance=(0.8, 0.95),
    sure=22,
    amounts=(45, 50, 60, 75),
    less=(20, 30),
    told={1: Told(amount=60, note="Sie hat einen Igel gefunden und sehr gestaunt.")},
    notes=("Matsch bis zu den Ohren.", "Mit Mira am Fluss.", "Erster Schnee."),
)
ALCOHOL = Life(
    NewHabit(
        "Kein Alkohol unter der Woche",
        Measure.CHECK,
        NewGoal(schedule=Schedule.WEEKDAYS, weekdays=(1, 2, 3, 4)),
        Kind.QUIT,
        question="Heute ohne?",
        color="sage",
        icon="beer-off",
        section="evening",
        category="Weniger davon",
    ),
    at="22:00",
    chance=(1, 1),
    rhythm=on(1, 2, 3, 4),
    told={30: Told(State.LAPSED, note="Abschied von Petra, zwei Gläser.")},
)
SWEETS = Life(
    NewHabit(
        "Süßes in Maßen",
        Measure.AMOUNT,
        NewGoal(schedule=Schedule.WEEKLY, target=7),
        Kind.QUIT,
        unit="Stück",
        color="rose",
        icon="candy-off",
        category="Weniger davon",
    ),
    at="21:00",
    chance=(1, 1),
    amounts=(0, 0, 1, 1),
    told={17: Told(amount=6, note="Die Schwiegermutter hatte gebacken.")},
    since=0.25,
)
GUITAR = Life(
    NewHabit(
        "Gitarre üben",
        Measure.MINUTES,
        NewGoal(schedule=Schedule.WEEKLY, target=120),
        question="Wie lange hast du gespielt?",
        color="heather",
        icon="music",
        section="evening",
        category="Freude",
    ),
    at="20:15",
    chance=(0.5, 0.85),
    rhythm=on(1, 3, 5, 7),
    amounts=(25, 30, 40, 45),
    notes=("Der Barrégriff klingt endlich.", "Neue Saiten."),
    open_yesterday=True,
)
CLIMB = Life(
    NewHabit(
        "Klettern",
        Measure.CHECK,
        NewGoal(times=1, days=5),
        color="clay",
        icon="stretching",
        category="Bewegung",
        tags=("Halle",),
    ),
    at="18:40",
    chance=(0.7, 0.95),
    rhythm=every(4, 1),
    since=0.15,
)
BUDGET = Life(
    NewHabit(
        "Haushaltsbuch",
        Measure.CHECK,
        NewGoal(schedule=Schedule.MONTHLY, times=4),
        color="dusk",
        icon="coin",
        category="Alltag",
    ),
    at="10:30",
    chance=(0.8, 0.95),
    rhythm=of_month(2, 9, 16, 23),
    sure=25,
)
PLANTS = Life(
    NewHabit(
        "Tomaten gießen",
        Measure.CHECK,
        NewGoal(schedule=Schedule.INTERVAL, days=3),
        color="moss",
        icon="plant",
        section="afternoon",
        category="Alltag",
    ),
    at="18:00",
    chance=(0.8, 0.9),
    rhythm=every(3),
)
SCREEN = Life(
    NewHabit(
        "Ab zehn kein Bildschirm",
        Measure.CHECK,
        NewGoal(schedule=Schedule.WEEKDAYS, weekdays=(1, 2, 3, 4, 7)),
        color="dusk",
        icon="phone-off",
        section="evening",
        category="Schlaf",
    ),
    at="22:05",
    chance=(0.35, 0.7),
    rhythm=on(1, 2, 3, 4, 7),
    since=0.4,
    open_yesterday=True,
)
DIARY = Life(
    NewHabit(
        "Drei Sätze Tagebuch",
        Measure.CHECK,
        DAILY,
        color="heather",
        icon="pencil",
        section="evening",
        category="Freude",
    ),
    at="21:40",
    chance=(0.5, 0.85),
    weekend=0.8,
    sure=16,
    told={17: OPEN},
    notes=("Ein stiller Tag.", "Viel gelacht heute.", "Müde, aber zufrieden."),
)
DANISH = Life(
    NewHabit(
        "Zehn Vokabeln Dänisch",
        Measure.AMOUNT,
        NewGoal(target=10),
        unit="Wörter",
        color="honey",
        icon="language",
    ),
    at="12:30",
    chance=(0.7, 0.4),
    amounts=(10, 10, 12),
    less=(4, 6),
    archived=0.6,
)
COLD = Life(
    NewHabit("Kalt duschen", Measure.CHECK, DAILY, color="lagoon", icon="droplet", section="morning"),
    at="06:40",
    chance=(0.4, 0.1),
    since=0.88,
    deleted=0.96,
)

JONAS = Person(
    "Jonas",
    "jonas@home.example.com",
    "de",
    "Europe/Vienna",
    "member",
    (
        BACK,
        ROUTINE,
        FRUIT,
        DOG,
        PLANTS,
        SWEETS,
        CLIMB,
        BUDGET,
        GUITAR,
        ALCOHOL,
        SCREEN,
        DIARY,
        DANISH,
        COLD,
    ),
    (Rest(0.5, 16, "vacation"), Rest(0.985, None, "sick", CLIMB.new.name)),
    (Slump(0.72, 14, 0.35),),
)
