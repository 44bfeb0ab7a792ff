using Participatory.Accountability.V1;
using Participatory.Platform.Calls;

namespace Participatory.Accountability.Stories;

/// <summary>How the database calls what a contract's number may leave open.</summary>
internal static class Names
{
    /// <summary>Words that answer none of our questions.</summary>
    private const string Free = "FREE";

    public static string Of(Question question) => question == Question.Unspecified ? Free : StateText.Of(question);

    public static Question QuestionOf(string name) => name == Free ? Question.Unspecified : StateText.Read<Question>(name);

    /// <summary>Unspecified for what is not sent yet.</summary>
    public static Audience AudienceOf(string? name) => name is null ? Audience.Unspecified : StateText.Read<Audience>(name);

    /// <summary>One of the questions that we have, or none of them; not a number that means nothing.</summary>
    public static bool IsKnown(Question question) => Enum.IsDefined(question);

    public static bool IsKnown(Audience audience) => audience != Audience.Unspecified && Enum.IsDefined(audience);
}

/// <summary>What the parts of a story are.</summary>
internal static class PartKinds
{
    public const string Words = "WORDS";
    public const string Photo = "PHOTO";
    public const string Voice = "VOICE";
    public const string Video = "VIDEO";
}
