namespace Participatory.Standalone.Demo;

/// <summary>What came of an idea in the demonstration: who did it, what they tell, and the picture that they send.</summary>
/// <param name="Group">What the group is called.</param>
/// <param name="Words">Its story.</param>
/// <param name="Shows">What the picture shows, in words.</param>
/// <param name="Themes">What the group says that its story is about.</param>
/// <param name="Drawn">What stands before the hills of the picture.</param>
internal sealed record Tale(string Group, string Words, string Shows, string[] Themes, Shape[] Drawn);

/// <summary>A tale for each idea of Elm Park, and a general one for what other councils published.</summary>
internal static class Tales
{
    private const int Brown = 0x78_48_28, White = 0xF4_F2_EC, Grey = 0x5A_60_68, Red = 0xB2_3C_32, Dark = 0x32_32_3C, Blue = 0x34_60_96,
        Yellow = 0xE6_B4_3C;

    private static readonly Tale General = new(
        "The neighbours",
        "It is there, and people use it. It took longer than we thought, and we would do it again.",
        "A drawing of hills, a low sun and a row of houses.", ["neighbours"], []);

    private static readonly Dictionary<string, Tale> Told = new(StringComparer.Ordinal)
    {
        ["A bench every 200 metres on Mill Lane"] = new(
            "Mill Lane Walkers",
            "All four benches are there, and people sit on them. Mrs Petrov, who had stopped coming out, now sits on the second one most "
                + "mornings, and half the street stops to talk. It took longer than we thought because it rained for three weeks.",
            "A drawing of a bench before hills and a row of houses.", ["neighbours", "older people"],
            [Shape.Box(150, 250, 180, 12, Brown), Shape.Box(150, 215, 180, 12, Brown), Shape.Box(165, 215, 10, 80, Dark),
                Shape.Box(305, 215, 10, 80, Dark)]),
        ["Saturday repair café"] = new(
            "Elm Park Menders",
            "Thirty-one people came to the first one. We fixed a radio, two lamps and a friendship. The sewing machine beat us, and we "
                + "will try again.",
            "A drawing of a radio before hills and a row of houses.", ["repairing", "neighbours"],
            [Shape.Box(160, 200, 160, 95, Brown), Shape.Disc(205, 247, 30, Dark), Shape.Box(255, 225, 45, 18, White),
                Shape.Disc(278, 268, 9, Yellow), Shape.Box(300, 140, 4, 60, Dark)]),
        ["Lights on the path behind the school"] = new(
            "Friends of the school path",
            "The lights came on in the first week of the dark. The girls from the dance club walk the short way home again.",
            "A drawing of a lamp before hills and a row of houses.", ["safe ways home", "young people"],
            [Shape.Box(236, 150, 8, 145, Dark), Shape.Disc(240, 145, 20, Yellow)]),
        ["Community fridge at St Anne's"] = new(
            "St Anne’s fridge helpers",
            "In the first month we passed on forty crates of bread and vegetables. Nobody has to say why they come, and that is why they "
                + "come. The rota is harder than the fridge: we need two people for Sundays.",
            "A drawing of a fridge before hills and a row of houses.", ["food", "neighbours"],
            [Shape.Box(195, 130, 90, 165, White), Shape.Box(195, 185, 90, 4, Grey), Shape.Box(270, 145, 6, 30, Grey),
                Shape.Box(270, 200, 6, 45, Grey)]),
        ["Teach everybody to cycle"] = new(
            "Elm Park cyclists",
            "Twenty-six people learned to ride, the oldest is 71. It was cheaper than we said, so we bought four more helmets. What "
                + "surprised us: those who learned first now teach the others.",
            "A drawing of a bicycle before hills and a row of houses.", ["young people", "learning"],
            [Shape.Ring(180, 255, 40, 6, Dark), Shape.Ring(300, 255, 40, 6, Dark), Shape.Box(180, 220, 120, 6, Red),
                Shape.Box(236, 220, 6, 38, Red), Shape.Box(220, 205, 34, 7, Dark), Shape.Box(296, 190, 6, 62, Red)]),
        ["Warm Wednesdays in the Seamen's Hall"] = new(
            "Friends of the Seamen’s Hall",
            "We thought it was about the soup. It turned out to be about the table: nobody leaves before nine. Next time we would start "
                + "in October, because November was cold already.",
            "A drawing of a pot of soup before hills and a row of houses.", ["food", "winter"],
            [Shape.Box(175, 215, 130, 80, Red), Shape.Box(160, 230, 15, 14, Dark), Shape.Box(305, 230, 15, 14, Dark),
                Shape.Box(168, 207, 144, 8, Dark), Shape.Disc(240, 203, 8, Dark)]),
        ["A ramp for the library's side door"] = new(
            "Friends of the library",
            "The ramp is there. My son goes in by himself and is angry when I wait outside.",
            "A drawing of a door before hills and a row of houses.", ["getting about"],
            [Shape.Box(210, 160, 70, 135, Blue), Shape.Disc(267, 230, 5, Yellow)]),
        ["Harbour youth music room"] = new(
            "Harbour Young Musicians",
            "Honestly, the first month nobody came. Then Ama stood at the school gate with biscuits. Now we have three bands and a waiting "
                + "list. Could you help us find a bigger room?",
            "A drawing of a drum before hills and a row of houses.", ["young people", "music"],
            [Shape.Box(170, 215, 140, 80, Red), Shape.Box(170, 210, 140, 10, White), Shape.Box(170, 285, 140, 10, White),
                Shape.Box(330, 190, 60, 105, Dark), Shape.Disc(360, 250, 22, Grey)]),
        ["Swift boxes and a bat walk"] = new(
            "Harbour Scouts",
            "All forty boxes are up, and the swifts found six of them in the first summer. Thirty-one people came on the bat walk, most of "
                + "them in pyjamas. The ladders were the hard part: next time we will ask the fire brigade first.",
            "A drawing of a nesting box before hills and a row of houses.", ["wildlife", "young people"],
            [Shape.Box(205, 150, 75, 80, Brown), Shape.Box(195, 140, 95, 12, Dark), Shape.Disc(242, 190, 14, Dark),
                Shape.Box(238, 230, 9, 65, Grey)]),
        ["English over coffee"] = new(
            "Harbour English table",
            "Fourteen people come, from nine countries. We laugh more than we learn, and we learn a lot. One of us has a job at the "
                + "bakery now, and brings what is left.",
            "A drawing of a cup before hills and a row of houses.", ["learning", "neighbours"],
            [Shape.Ring(310, 250, 26, 8, Blue), Shape.Box(190, 215, 115, 80, Blue), Shape.Box(190, 215, 115, 8, Dark)]),
        ["Raised beds behind the flats"] = new(
            "Gardeners of the flats",
            "Eight beds, eleven kinds of tomato and one quarrel about mint. Two of the beds are high enough for a wheelchair.",
            "A drawing of a raised bed before hills and a row of houses.", ["green places", "food"],
            [Shape.Box(150, 250, 180, 45, Brown), Shape.Disc(190, 235, 13, Red), Shape.Disc(240, 230, 15, Red),
                Shape.Disc(290, 237, 12, Red)]),
        ["A football goal that stays"] = new(
            "Millfield rec players",
            "The goals are in concrete, so they stay. We have our jumpers back.",
            "A drawing of a goal before hills and a row of houses.", ["young people", "sport"],
            [Shape.Box(140, 170, 200, 8, White), Shape.Box(140, 170, 8, 125, White), Shape.Box(332, 170, 8, 125, White),
                Shape.Disc(240, 280, 14, White)]),
        ["The Millfield book swap"] = new(
            "Millfield book swap",
            "Somebody puts in a crime story every Monday, and nobody knows who. The bus is late less often, or it feels so.",
            "A drawing of a bookcase before hills and a row of houses.", ["reading", "neighbours"],
            [Shape.Box(185, 150, 115, 145, Brown), Shape.Box(195, 160, 95, 55, White), Shape.Box(195, 225, 95, 55, White),
                Shape.Box(200, 172, 14, 43, Red), Shape.Box(218, 165, 12, 50, Blue), Shape.Box(235, 180, 16, 35, Yellow),
                Shape.Box(200, 236, 16, 44, Blue), Shape.Box(222, 230, 12, 50, Red)]),
        ["Lunch club on Thursdays"] = new(
            "Thursday cooks",
            "Twenty-two people eat with us each week, and the cooks have become nine. The washing-up is done by whoever talks most.",
            "A drawing of a plate before hills and a row of houses.", ["food", "older people"],
            [Shape.Disc(240, 235, 62, White), Shape.Ring(240, 235, 44, 3, Grey), Shape.Box(150, 185, 8, 105, Dark),
                Shape.Box(322, 185, 8, 105, Dark)]),
        ["A tool library"] = new(
            "Millfield tool library",
            "Forty tools, one notebook, and so far everything has come back. The drill has been out for nineteen weekends.",
            "A drawing of a hammer before hills and a row of houses.", ["repairing", "sharing"],
            [Shape.Box(232, 185, 16, 110, Brown), Shape.Box(195, 160, 90, 30, Grey)]),
        ["Dance for everyone"] = new(
            "Millfield dancers",
            "Mrs Adeyemi taught ballroom to people who said that they cannot dance. They can. The loudspeaker is louder than we thought: "
                + "we are sorry, number 14.",
            "A drawing of a loudspeaker before hills and a row of houses.", ["music", "neighbours"],
            [Shape.Box(190, 140, 100, 155, Dark), Shape.Disc(240, 245, 35, Grey), Shape.Disc(240, 180, 20, Grey)]),
    };

    /// <param name="title">Of the idea.</param>
    public static Tale Of(string title) => Told.GetValueOrDefault(title, General);
}
