using System.Globalization;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;

namespace Participatory.Accountability.Fairness;

/// <summary>
/// What people may say about themselves: few things, in few and wide choices, so that an answer points at many. Ethnic group and main
/// language are asked in the words of the census of 2021 for England and Wales, in which people find themselves, and counted in its
/// widest groups.
/// </summary>
internal static class Questions
{
    /// <summary>The answers that there are.</summary>
    public static readonly IReadOnlyDictionary<AboutMe, IReadOnlyList<string>> All = new Dictionary<AboutMe, IReadOnlyList<string>>
    {
        [AboutMe.Age] = ["under-25", "25-44", "45-64", "65-over"],
        [AboutMe.Disability] = ["yes", "no"],
        [AboutMe.Gender] = ["woman", "man", "other"],
        [AboutMe.FirstTime] = ["yes", "no"],
        [AboutMe.Home] = ["owned", "rented", "other"],
        [AboutMe.Ethnicity] =
        [
            "white-british", "white-irish", "white-gypsy-traveller", "white-roma", "white-other",
            "mixed-white-black-caribbean", "mixed-white-black-african", "mixed-white-asian", "mixed-other",
            "asian-indian", "asian-pakistani", "asian-bangladeshi", "asian-chinese", "asian-other",
            "black-african", "black-caribbean", "black-other",
            "other-arab", "other-any",
        ],
        [AboutMe.Language] =
        [
            "english", "polish", "romanian", "panjabi", "urdu", "portuguese", "spanish", "arabic", "bengali", "gujarati", "italian",
            "other",
        ],
    };

    /// <summary>The groups in which the answers are counted and shown; where they are wide enough, the answers themselves.</summary>
    public static readonly IReadOnlyDictionary<AboutMe, IReadOnlyList<string>> Groups = All.ToDictionary(
        question => question.Key,
        question => (IReadOnlyList<string>)[.. question.Value.Select(choice => GroupOf(question.Key, choice)).Distinct()]);

    /// <summary>What can be known of everybody who lives somewhere; whether somebody proposes for the first time cannot.</summary>
    public static readonly IReadOnlyList<AboutMe> OfResidents = [.. All.Keys.Where(question => question != AboutMe.FirstTime)];

    /// <summary>The group in which an answer is counted; none for none.</summary>
    public static string GroupOf(AboutMe question, string choice) => question switch
    {
        AboutMe.Ethnicity => choice.Split('-')[0],
        AboutMe.Language when choice is not ("" or "english") => "other",
        _ => choice,
    };

    /// <summary>The name under which a question is kept.</summary>
    public static string NameOf(AboutMe question) => ((int)question).ToString(CultureInfo.InvariantCulture);

    /// <summary>What a file calls it: the name in the protos in small letters.</summary>
    public static string NameInFiles(AboutMe question) => StateText.Of(question).ToLowerInvariant();

    /// <summary>
    /// The one name under which a person's answer to a question lies; another for each question, so that answers do not point at each
    /// other.
    /// </summary>
    public static byte[] Token(Keyed key, string subject, AboutMe question) => key.Of("fairness-1", subject, NameOf(question));
}
