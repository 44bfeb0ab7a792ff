using Participatory.Accountability.V1;

namespace Participatory.Accountability.Stories;

/// <summary>How the database calls what the contract numbers.</summary>
internal static class Names
{
    private static readonly Dictionary<Audience, string> Audiences = new()
    {
        [Audience.Everybody] = "everybody", [Audience.Funders] = "funders", [Audience.Council] = "council",
    };

    private static readonly Dictionary<Question, string> Questions = new()
    {
        [Question.Unspecified] = "free", [Question.Happened] = "happened", [Question.Changed] = "changed", [Question.Learned] = "learned",
        [Question.Differently] = "differently", [Question.Surprised] = "surprised", [Question.Help] = "help",
    };

    private static readonly Dictionary<Way, string> Ways = new()
    {
        [Way.Told] = "told", [Way.Conversation] = "conversation", [Way.Paper] = "paper",
    };

    private static readonly Dictionary<Recognised, string> People = new()
    {
        [Recognised.Nobody] = "nobody", [Recognised.Adults] = "adults", [Recognised.Children] = "children",
    };

    private static readonly Dictionary<Meeting, string> Meetings = new() { [Meeting.Visit] = "visit", [Meeting.Call] = "call" };

    public static string Of(Audience audience) => Audiences[audience];

    public static string Of(Question question) => Questions[question];

    public static string Of(Way way) => Ways[way];

    public static string Of(Recognised recognised) => People[recognised];

    public static string Of(Meeting meeting) => Meetings[meeting];

    /// <summary>Unspecified for what is not sent yet.</summary>
    public static Audience AudienceOf(string? name) => Audiences.FirstOrDefault(pair => pair.Value == name).Key;

    public static Question QuestionOf(string name) => Questions.Single(pair => pair.Value == name).Key;

    public static Way WayOf(string name) => Ways.Single(pair => pair.Value == name).Key;

    public static Recognised RecognisedOf(string name) => People.Single(pair => pair.Value == name).Key;

    public static Meeting MeetingOf(string name) => Meetings.Single(pair => pair.Value == name).Key;

    /// <summary>One of the questions that we have, or none of them; not a number that means nothing.</summary>
    public static bool IsKnown(Question question) => Questions.ContainsKey(question);

    public static bool IsKnown(Audience audience) => Audiences.ContainsKey(audience);
}
