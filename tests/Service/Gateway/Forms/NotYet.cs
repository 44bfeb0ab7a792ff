namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>What the table of forms leaves out, each with the reason.</summary>
internal static class NotYet
{
    private const string Time = "it needs a day that has passed";
    private const string NotWritten = "not written yet";

    /// <summary>Forms that no row fills in.</summary>
    public static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["/Council/Answers/Promise Explain"] = Time,
        ["/Council/Devolving/Awards Settle"] = "the round of the walk offers what is left to the next idea",
        ["/Council/Imports/Election"] = NotWritten,
        ["/Council/Imports/Index"] = NotWritten,
        ["/Council/Registration/Index Decide"] = NotWritten,
        ["/Council/Registration/Index Open"] = NotWritten,
        ["/Council/Running/Index"] = "it needs a message that could not be handled",
        ["/Council/Stories/Note"] = Time,
        ["/Error"] = "no form leads here; a form that was refused is shown again",
        ["/SignIn/Stop"] = NotWritten,
        ["/Voting/Vote/Register"] = NotWritten,
    };

    /// <summary>Fields that a page takes and that stand in no form that a row fills in.</summary>
    public static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["/Council/Devolving/Awards ToRoundId"] = "as the form above",
        ["/Council/Paper/Batch ProjectIds"] = NotWritten,
        ["/Council/Staff/Index NoticeId"] = "it needs an e-mail that could not be sent",
        ["/My/Grants/Grant PartWords"] = "it needs a grant of a part",
        ["/Voting/Vote/Vote ProjectIds"] = NotWritten,
    };
}
