namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>What the table of forms leaves out, each with the reason.</summary>
internal static class NotYet
{
    private const string Time = "it needs a day that has passed";
    private const string Codes = "it needs the codes of two e-mails (AddressChangeTests)";
    private const string Device = "it needs a device that makes passkeys (tests/Browser/PasskeyTests)";

    /// <summary>Forms that no row fills in.</summary>
    public static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["/Council/Answers/Promise Explain"] = Time,
        ["/Council/Desk/Valuations Save"] = "it stands on the answer to a file that was looked at (ValuationFileTests)",
        ["/Council/Outlines/Index Save"] = "it stands on the answer to a file that was looked at (OutlineTests)",
        ["/Council/Running/Index"] = "it needs a message that could not be handled",
        ["/Council/Stories/Note"] = Time,
        ["/Ideas/Edit Spot"] = "it is a picture that is pressed, where areas are drawn (MapTests)",
        ["/Ideas/Propose Spot"] = "as where an idea is changed",
        ["/My/Address"] = Codes,
        ["/My/AddressCodes"] = Codes,
        ["/My/NewPasskey"] = Device,
        ["/My/Passkeys"] = Device,
        ["/SignIn/Officer"] = "officers of a demonstration do not sign in elsewhere (OfficerSignInTests)",
        ["/SignIn/Passkey"] = Device,
        ["/SignIn/Resident"] = "residents of a demonstration do not sign in elsewhere (ResidentSignInTests)",
        ["/SignIn/Stop"] = "its link stands in e-mails of the morning",
        ["/Error"] = "no form leads here; a form that was refused is shown again",
    };

    /// <summary>Fields that a page takes and that stand in no form that a row fills in.</summary>
    public static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["/Council/Desk/Valuations Looked"] = "as the form that saves the file",
        ["/Council/Outlines/Index Looked"] = "as the form that saves the file",
        ["/Council/Questions/Ask ClosedOnPurpose"] = "it is there once a question was refused (AClosedQuestionIsMeant)",
        ["/Council/Questions/Change ClosedOnPurpose"] = "as where a question is asked",
        ["/Council/Themes/Change OnPurpose"] = "as where a theme is named",
        ["/Council/Themes/Name OnPurpose"] = "it is there once a theme was refused (AThemeThatIsNoSentenceIsMeant)",
        ["/Council/Paper/Batch ProjectIds"] = "the round of the walk votes with points on paper",
        ["/My/Grants/Grant PartWords"] = "it needs a grant of a part",
    };

    /// <summary>Fields that somebody sees and that every row leaves as they are.</summary>
    public static readonly Dictionary<string, string> Left = new(StringComparer.Ordinal)
    {
        ["/My/Emails Work"] = "its tick is taken away, which is to leave it empty",
    };
}
