using System.Globalization;
using Participatory.Accountability.V1;

namespace Participatory.Accountability.Fairness;

/// <summary>What people may say about themselves: few things, in few and wide choices, so that an answer points at many.</summary>
internal static class Questions
{
    public static readonly IReadOnlyDictionary<AboutMe, IReadOnlyList<string>> All = new Dictionary<AboutMe, IReadOnlyList<string>>
    {
        [AboutMe.Age] = ["under-25", "25-44", "45-64", "65-over"],
        [AboutMe.Disability] = ["yes", "no"],
        [AboutMe.Gender] = ["woman", "man", "other"],
        [AboutMe.FirstTime] = ["yes", "no"],
        [AboutMe.Home] = ["owned", "rented", "other"],
    };

    /// <summary>The name under which a question is kept.</summary>
    public static string NameOf(AboutMe question) => ((int)question).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The one name under which a person's answer to a question lies; another for each question, so that answers do not point at each
    /// other.
    /// </summary>
    public static byte[] Token(Keyed key, string subject, AboutMe question) => key.Of("fairness-1", subject, NameOf(question));
}
