using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Sentences = Participatory.Words.Telling;

namespace Participatory.Gateway.Pages.My.Stories;

/// <summary>What a group has written so far, as the form carries it from screen to screen and as the service knows it.</summary>
public static class TellForm
{
    /// <summary>Everybody first: most stories are.</summary>
    public static IReadOnlyList<Choice> Audiences =>
    [
        new(nameof(Audience.Everybody), Sentences.Everybody, Sentences.EverybodyHint),
        new(nameof(Audience.Funders), Sentences.Funders, Sentences.FundersHint),
        new(nameof(Audience.Council), Sentences.Council, Sentences.CouncilHint),
    ];

    /// <summary>For one part: as the rest, or for others.</summary>
    public static IReadOnlyList<Choice> PartAudiences =>
    [
        new("", Sentences.PartAsRest), new(nameof(Audience.Everybody), Sentences.Everybody),
        new(nameof(Audience.Funders), Sentences.Funders), new(nameof(Audience.Council), Sentences.Council),
    ];

    public static IReadOnlyList<Choice> WhoIsSeen =>
    [
        new(nameof(Recognised.Nobody), Sentences.SeenNobody),
        new(nameof(Recognised.Adults), Sentences.SeenAdults),
        new(nameof(Recognised.Children), Sentences.SeenChildren),
    ];

    /// <summary>The question as a group reads it.</summary>
    public static string TextOf(Question question) => question switch
    {
        Question.Happened => Sentences.AskHappened,
        Question.Changed => Sentences.AskChanged,
        Question.Learned => Sentences.AskLearned,
        Question.Differently => Sentences.AskDifferently,
        Question.Surprised => Sentences.AskSurprised,
        Question.Help => Sentences.AskHelp,
        _ => Sentences.Words,
    };

    /// <summary>A line to begin with.</summary>
    public static string HintOf(Question question) => question switch
    {
        Question.Happened => Sentences.HintHappened,
        Question.Changed => Sentences.HintChanged,
        Question.Learned => Sentences.HintLearned,
        Question.Differently => Sentences.HintDifferently,
        Question.Surprised => Sentences.HintSurprised,
        _ => Sentences.HintHelp,
    };

    /// <summary>As a browser sends line ends, and as we keep them.</summary>
    public static string Plain(string? words) => Participatory.Words.TypedText.Lines(words);

    /// <summary>
    /// What a form says of questions. Where it says nothing of any, the framework hands over the whole form, which is
    /// none of ours.
    /// </summary>
    public static Dictionary<string, string?> OfQuestions(Dictionary<string, string?> form) =>
        Only(form, Enum.GetNames<Question>().Contains);

    /// <summary>What a form says of parts: questions, photos and voice notes.</summary>
    public static Dictionary<string, string?> OfParts(Dictionary<string, string?> form) =>
        Only(form, key => Guid.TryParseExact(key, "D", out _) || Enum.GetNames<Question>().Contains(key));

    /// <summary>Puts what a form says beside what is there.</summary>
    public static void Put(Dictionary<string, string?> form, Dictionary<string, string?> to)
    {
        foreach (var (key, value) in form)
        {
            to[key] = value;
        }
    }

    private static Dictionary<string, string?> Only(Dictionary<string, string?> form, Func<string, bool> isOurs) =>
        form.Where(entry => isOurs(entry.Key)).ToDictionary(StringComparer.Ordinal);

    /// <summary>The answers in which there is something.</summary>
    public static IEnumerable<Telling> Tellings(IReadOnlyDictionary<string, string?> answers, IReadOnlyDictionary<string, string?> parts) =>
        from answer in answers
        where Enum.TryParse<Question>(answer.Key, out _) && !string.IsNullOrWhiteSpace(answer.Value)
        select new Telling
        {
            Question = Choice.Of<Question>(answer.Key),
            Words = Plain(answer.Value),
            Audience = Choice.Of<Audience>(parts.GetValueOrDefault(answer.Key)),
        };
}
