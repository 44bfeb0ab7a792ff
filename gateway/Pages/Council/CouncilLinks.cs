namespace Participatory.Gateway.Pages.Council;

/// <summary>Where the pages of the council's own people are.</summary>
public static class CouncilLinks
{
    public const string Start = "/council";

    public const string Rounds = "/council/rounds";

    public const string NewRound = "/council/rounds/new";

    /// <summary>One page of a round that is half made.</summary>
    /// <param name="look">Its answers were sent and are not right yet.</param>
    public static string RoundDraft(string draftId, int step, bool look = false) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{NewRound}?draft={draftId}&step={step}{(look ? "&look=true" : "")}");

    /// <summary>The last look before a decision.</summary>
    public static string Decide(string roundId, Rounds.RoundStep step) => $"{Round(roundId)}/decide?step={step}";

    public const string Funds = "/council/funds";

    public const string NewFund = "/council/funds/new";

    public const string Releases = "/council/releases";

    public const string Clawbacks = "/council/clawbacks";

    public const string Payments = "/council/payments";

    public const string Payees = "/council/payees";

    public const string Runs = "/council/runs";

    public const string Payer = "/council/payer";

    public const string Statement = "/council/statement";

    public const string Stories = "/council/stories";

    public const string Running = "/council/running";

    public const string Staff = "/council/staff";

    public const string Invite = "/council/staff/invite";

    public const string GiveRole = "/council/staff/give";

    public const string SignOut = "/council/staff/sign-out";

    public const string StaffChanges = "/council/staff/changes";

    public const string Profile = "/council/profile";

    public const string ProfileChange = "/council/profile/change";

    public const string CouncilLogo = "/council/profile/logo";

    public const string LetterWords = "/council/profile/letters";

    public const string Holidays = "/council/profile/holidays";

    public static string LookAtLogo(string logoId) => $"{CouncilLogo}?look={Escaped(logoId)}";

    public const string Residents = "/council/residents";

    public const string ResidentsForm = "/council/residents.csv";

    public static string LookAtResidents(string loadId) => $"{Residents}?look={Escaped(loadId)}";

    public static string NotHeard(string roundId) => Round(roundId) + "/not-heard";

    public const string Hidden = "/council/hidden";

    public const string HiddenVoices = "/council/hidden/voices";

    public const string Enquiries = "/council/questions";

    public const string HiddenEnquiries = "/council/hidden/questions";

    /// <param name="answerId">Empty is the question itself.</param>
    public static string LookAtEnquiry(string enquiryId, string answerId) =>
        $"{HiddenEnquiries}/{Escaped(enquiryId)}{(answerId.Length > 0 ? $"?answer={Escaped(answerId)}" : "")}";
    public const string HiddenGroups = "/council/hidden/groups";

    public const string Import = "/council/import";

    public static string Round(string roundId) => $"/council/rounds/{Escaped(roundId)}";

    public static string Dates(string roundId) => Round(roundId) + "/dates";

    public static string Correct(string roundId) => Round(roundId) + "/correct";

    public static string End(string roundId) => Round(roundId) + "/end";

    public static string Extend(string roundId) => Round(roundId) + "/extend";

    public static string Ideas(string roundId) => Round(roundId) + "/ideas";

    public static string Idea(string roundId, string proposalId) => $"{Ideas(roundId)}/{Escaped(proposalId)}";

    /// <param name="show">The list that it was opened from, whose next idea comes after it.</param>
    public static string Idea(string roundId, string proposalId, Ideas.IdeasShown show, string? area) =>
        $"{Idea(roundId, proposalId)}?show={show}&area={Escaped(area ?? "")}";

    public static string Desk(string roundId) => Round(roundId) + "/desk";

    public static string DeskFile(string roundId) => Round(roundId) + "/desk.csv";

    public static string Case(string roundId, string proposalId) => $"{Desk(roundId)}/{Escaped(proposalId)}";

    public static string Valuations(string roundId) => Round(roundId) + "/valuations";

    /// <summary>Where an officer shows or hides a part of it.</summary>
    public static string Look(string roundId, string proposalId, Participatory.Proposals.V1.IdeaPart part) =>
        $"{Idea(roundId, proposalId)}/look{(part == Participatory.Proposals.V1.IdeaPart.Photo ? $"?part={part}" : "")}";

    /// <summary>Where an officer shows or hides a part of a story.</summary>
    public static string LookAtPart(string reportId, string partId) => $"{Story(reportId)}/look/{Escaped(partId)}";

    public static string Roll(string roundId) => Round(roundId) + "/roll";

    public static string Registration(string roundId) => Round(roundId) + "/registration";

    public static string Observers(string roundId) => Round(roundId) + "/observers";

    public static string Letters(string roundId) => Round(roundId) + "/letters";

    public static string Codes(string roundId, string exportId) => $"{Letters(roundId)}/{Escaped(exportId)}";

    public static string Paper(string roundId) => Round(roundId) + "/paper";

    public static string PaperBatch(string roundId, string batchId) => $"{Paper(roundId)}/{Escaped(batchId)}";

    public static string BallotSheet(string roundId, string area) => $"{Round(roundId)}/sheet-{Escaped(area)}";

    public static string ProposeRelease(string roundId) => Round(roundId) + "/release";

    public static string MoneyRules(string roundId) => Round(roundId) + "/rules";

    public static string RoundGrants(string roundId) => Round(roundId) + "/grants";

    public static string ProposeClawback(string roundId) => Round(roundId) + "/clawback";

    public static string Clawback(string clawbackId) => $"{Clawbacks}/{Escaped(clawbackId)}";

    public static string Promises(string roundId) => Round(roundId) + "/promises";

    public static string Promise(string roundId, string commitmentId) => $"{Promises(roundId)}/{Escaped(commitmentId)}";

    public static string Replies(string roundId) => Round(roundId) + "/replies";

    public static string Questions(string roundId) => Round(roundId) + "/questions";

    public static string AskQuestion(string roundId) => Questions(roundId) + "/ask";

    public static string ChangeQuestion(string roundId, string questionId) => $"{Questions(roundId)}/{Escaped(questionId)}";

    public static string Topics(string roundId) => Round(roundId) + "/topics";

    public static string AreasOnMap(string roundId) => Round(roundId) + "/areas-on-map";

    public static string Priorities(string roundId) => Round(roundId) + "/priorities";

    public static string OpenChoice(string roundId, string area) => $"{Priorities(roundId)}/open?area={Escaped(area)}";

    public static string RecordDecision(string roundId, string area) => $"{Priorities(roundId)}/meeting?area={Escaped(area)}";

    public static string AnswerPriority(string roundId, string commitmentId) => $"{Priorities(roundId)}/answer/{Escaped(commitmentId)}";

    public static string Listeners(string roundId) => Round(roundId) + "/listeners";

    public static string CardSorts(string roundId) => Round(roundId) + "/sorting";

    public static string Themes(string roundId) => Round(roundId) + "/themes";

    public static string NameTheme(string roundId) => Themes(roundId) + "/name";

    public static string ChangeTheme(string roundId, string themeId) => $"{Themes(roundId)}/{Escaped(themeId)}";

    public static string OperaRooms(string roundId) => Round(roundId) + "/opera";

    public static string OperaRoom(string roundId, string roomId) => $"{OperaRooms(roundId)}/{Escaped(roomId)}";

    public static string OperaHall(string roundId, string roomId) => OperaRoom(roundId, roomId) + "/hall";

    public static string RoundVoices(string roundId) => Round(roundId) + "/voices";

    public static string LookAtVoice(string voiceId) => $"{HiddenVoices}/{Escaped(voiceId)}";

    public static string LookAtGroup(string groupId) => $"{HiddenGroups}/{Escaped(groupId)}";

    public static string Funders(string roundId) => Round(roundId) + "/funders";

    public static string Fund(string fundId) => $"{Funds}/{Escaped(fundId)}";

    public static string Release(string releaseId) => $"{Releases}/{Escaped(releaseId)}";

    public static string Payment(string paymentId) => $"{Payments}/{Escaped(paymentId)}";

    public static string Payee(string awardId) => $"{Payees}/{Escaped(awardId)}";

    public static string Run(string runId) => $"{Runs}/{Escaped(runId)}";

    public static string SignOff(string roundId) => Round(roundId) + "/sign-off";

    public static string Story(string reportId) => $"{Stories}/{Escaped(reportId)}";

    public static string ImportOf(string hash) => $"{Import}/{Escaped(hash)}";

    private static string Escaped(string id) => Uri.EscapeDataString(id);
}
