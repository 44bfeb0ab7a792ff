namespace Participatory.Standalone.Demo;

/// <summary>A made-up town of three neighbourhoods, the same for the same seed. Nobody in it is real.</summary>
internal static class ElmPark
{
    private const long Pound = 100;

    private static readonly ScriptArea[] Areas =
    [
        new("E05000001", "Elm Park", 18_000 * Pound),
        new("E05000002", "Harbour", 14_000 * Pound),
        new("E05000003", "Millfield", 10_000 * Pound),
    ];

    private static readonly ScriptIdea[] Ideas =
    [
        Idea(0, 4_800, "A bench every 200 metres on Mill Lane",
            "My mum can walk to the shops again if she can sit down twice on the way. Four benches with arms, so that you can push "
                + "yourself up.", "Older neighbours, people with a bad hip, anyone carrying shopping"),
        Idea(0, 2_400, "Saturday repair café",
            "Bring the toaster, we bring the screwdrivers. We need tools, a kettle, insurance and the hall for a year.",
            "Anyone with something broken, and people who like to fix things"),
        Idea(0, 6_500, "Lights on the path behind the school",
            "The girls from the dance club walk home the long way in winter. Six low lights on the path would change that.",
            "Children, parents, shift workers"),
        Idea(0, 3_200, "Community fridge at St Anne's",
            "The bakery and two shops will give what they cannot sell. We need a fridge, a shelf and a rota.",
            "Families for whom the week is longer than the money"),
        Idea(0, 5_900, "Teach everybody to cycle",
            "Second-hand bikes, two instructors, six weekends. Adults too, because nobody taught me either.",
            "Children and grown-ups who never learned"),
        Idea(0, null, "A roundabout at the Co-op", "It takes ten minutes to turn right there after four o'clock.",
            "Everyone who drives to the Co-op", 30_000,
            "That junction belongs to the county's main road, and a roundabout there needs land that is not for sale. We have sent your "
                + "idea to the county's highways team and asked them to answer you. Until then we will "
                + "ask the county to paint a yellow box, where cars must not stop. “What we promised” says by when."),
        Idea(1, 3_600, "Warm Wednesdays in the Seamen's Hall", "Soup, heating and a newspaper every Wednesday from November to March.",
            "Anyone who sits at home with a coat on"),
        Idea(1, 5_200, "A ramp for the library's side door",
            "My son uses a wheelchair and has to ring a bell and wait. He would like to just go in.",
            "Wheelchair users, buggies, delivery people"),
        Idea(1, 2_800, "Harbour youth music room",
            "We have the room, the drummer and the neighbours' blessing until nine. We need carpets on the walls and two amplifiers.",
            "Young people, and a band that needs a bass player"),
        Idea(1, 4_100, "Swift boxes and a bat walk",
            "The swifts lost their roofs when the warehouses were done up. Forty boxes and a scout group with ladders.",
            "Swifts, bats, children"),
        Idea(1, 1_900, "English over coffee", "Two mornings a week, with someone who minds the little ones. Not a course; a table.",
            "People who have just come here"),
        Idea(1, null, "Let us swim in the inner dock", "It is the warmest water in town and there are steps already.", "Swimmers", 2_000,
            "The inner dock is a working dock: boats turn there without seeing who is in the water, and the harbour master is not "
                + "allowed to permit it. The beach by the lighthouse is safe from May, and we would gladly talk with you about steps "
                + "there."),
        Idea(2, 2_700, "Raised beds behind the flats",
            "The concrete yard gets sun all day. Eight beds at a height that wheelchairs fit under.", "The 96 flats, and the tomatoes"),
        Idea(2, 3_900, "A football goal that stays", "Two steel goals on the rec, because jumpers get stolen.",
            "Everyone under twenty and several over forty"),
        Idea(2, 1_500, "The Millfield book swap", "A weatherproof cupboard by the bus stop. I will look after it.",
            "People who wait for buses"),
        Idea(2, 4_400, "Lunch club on Thursdays", "Cooked by the ones who know how, eaten by everyone. Fifty weeks.",
            "People who eat alone"),
        Idea(2, 2_200, "A tool library", "Why does every house own a drill? One shed, forty tools, a notebook.",
            "People with a shelf to put up"),
        Idea(2, 3_300, "Dance for everyone", "Bhangra, ballroom, whatever Mrs Adeyemi teaches next. A floor and a loudspeaker.",
            "Anyone who can stand up, and a class for those who cannot"),
    ];

    public static Script Write(int seed, bool quick)
    {
        var areas = quick ? Areas[..2] : Areas;
        var ideas = Ideas.Where(idea => areas.Any(area => area.Code == idea.Area)).ToArray();
        var voters = quick ? 150 : 600;
        return new Script
        {
            RoundId = quick ? $"elm-park-quick-{Math.Abs((long)seed)}" : $"elm-park-{Math.Abs((long)seed)}",
            Title = "Our Street, Our Say 2026",
            Description =
                "Neighbours say what their area needs, and choose together how the council spends this money.",
            Currency = "GBP",
            Areas = areas,
            Ideas = [.. ideas.Select((idea, at) => idea with { Supporters = new Random(HashCode(seed, at)).Next(0, quick ? 4 : 12) })],
            MaxLength = 4,
            Voters = voters,
            Ballots = () => Vote(areas, ideas, voters, seed),
        };
    }

    private static ScriptIdea Idea(
        int area, long? cost, string title, string words, string who, long? estimate = null, string infeasible = "") => new(
        "", Areas[area].Code, title, words, who, (estimate ?? cost!.Value) * Pound, cost * Pound, infeasible, Supporters: 0);

    // Some ideas are liked by more people than others, and everybody chooses between one and four.
    private static IEnumerable<ScriptBallot> Vote(ScriptArea[] areas, ScriptIdea[] ideas, int voters, int seed)
    {
        var chance = new Random(HashCode(seed, -1));
        for (var voter = 0; voter < voters; voter++)
        {
            var area = areas[voter % areas.Length];
            var own = Enumerable.Range(0, ideas.Length)
                .Where(at => ideas[at].Area == area.Code && ideas[at].CostMinor is not null).ToArray();
            var choices = own
                .OrderBy(at => chance.NextDouble() * (1 + (at * 7 % 5)))
                .Take(chance.Next(1, Math.Min(4, own.Length) + 1))
                .Order()
                .ToArray();
            yield return new ScriptBallot(area.Code, choices);
        }
    }

    private static int HashCode(int seed, int at) => unchecked((seed * 1_000_003) ^ (at * 7919));
}
