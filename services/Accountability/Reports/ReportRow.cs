using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Accountability.Reports;

/// <summary>What we asked of one group, as it stands in the database.</summary>
internal sealed record ReportRow
{
    /// <summary>Every column in the order in which all statements name them.</summary>
    public const string Columns = """
        report.report_id, report.award_id, report.round_id, report.project_id, report.area_code, report.title, report.recipient,
        report.amount_minor, report.currency, report.state, report.requested_at, report.hope_at,
        report.ask, report.times_asked
        """;

    private static readonly Sql Select = new($"SELECT {Columns} FROM report WHERE report_id = @reportId");

    private static readonly Sql LockReport = new($"SELECT {Columns} FROM report {{lock}} WHERE report_id = @reportId");

    public string ReportId { get; init; } = "";
    public string AwardId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string ProjectId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string Title { get; init; } = "";
    public string Recipient { get; init; } = "";
    public long AmountMinor { get; init; }
    public string Currency { get; init; } = "";
    /// <summary>As <see cref="StateText"/> writes a <see cref="ReportState"/>.</summary>
    public string State { get; init; } = "";

    public DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset HopeAt { get; init; }
    public string Ask { get; init; } = "";
    public int TimesAsked { get; init; }

    public ReportState StateNow => StateText.Read<ReportState>(State);

    /// <summary>The group can still tell: also where we noted that no story came.</summary>
    public bool CanBeTold => StateNow is ReportState.Requested or ReportState.Excused;

    /// <summary>It is the caller whom we asked.</summary>
    public bool IsOf(Caller caller) => caller.IsSignedIn && caller.Subject == Recipient;

    /// <summary>The caller may read all of it: the group itself, and officers of its area.</summary>
    public bool IsOpenTo(Caller caller) => IsOf(caller) || (caller.Is(Role.Officer) && caller.MayActIn(AreaCode));

    /// <summary>The report, or null where there is none with that id.</summary>
    public static Task<ReportRow?> LoadOrNull(Session session, string reportId) => session.One<ReportRow>(Select, new { reportId });

    /// <summary>The report, held so that nobody else can change it before this transaction ends.</summary>
    public static Task<ReportRow?> LockOrNull(Transaction transaction, string reportId) =>
        transaction.One<ReportRow>(LockReport, new { reportId });

    /// <summary>The caller's own report.</summary>
    /// <exception cref="Refusal">There is none, or it is another group's.</exception>
    public static ReportRow Own(ReportRow? report, Caller caller)
    {
        if (report is null || !report.IsOpenTo(caller))
        {
            throw NotFound();
        }

        return report.IsOf(caller)
            ? report
            : throw new Refusal(AccountabilityReasons.NotTheirStory, "Only the group itself can tell this story. You can answer once it is told.");
    }

    /// <summary>The caller's own report, of which the story is not sent yet.</summary>
    /// <exception cref="Refusal">There is none, it is another group's, or its story is sent.</exception>
    public static ReportRow OwnUntold(ReportRow? report, Caller caller) =>
        Own(report, caller) is { CanBeTold: true } untold ? untold : throw StoryRow.AlreadySent();

    /// <summary>A report of the officer's areas, for what is signed with name and role.</summary>
    /// <exception cref="Refusal">There is none, it is in another area, or the officer has no name to sign with.</exception>
    public static ReportRow ForOfficer(ReportRow? report, Caller caller)
    {
        if (report is null)
        {
            throw NotFound();
        }

        if (!caller.MayActIn(report.AreaCode))
        {
            throw new Refusal(AccountabilityReasons.OtherArea, "This group is in an area that is not yours. Please ask a colleague there.");
        }

        return string.IsNullOrWhiteSpace(caller.ShownAs)
            ? throw new Refusal(AccountabilityReasons.NoNameToSignWith, "What you write here is signed with a name, and yours is not set up yet. Please ask the person who manages roles at the council.")
            : report;
    }

    /// <summary>The same for a report that is not there and one that is none of the caller's business.</summary>
    public static Refusal NotFound() =>
        new(AccountabilityReasons.ReportNotFound, "We could not find this report. Please look at the link again, or sign in as the person whom we asked.", "report_id");

    /// <summary>The report as <paramref name="caller"/> sees it, without its photos and story.</summary>
    public Report ToMessage(Caller caller)
    {
        var report = new Report
        {
            ReportId = ReportId,
            AwardId = AwardId,
            RoundId = RoundId,
            ProjectId = ProjectId,
            AreaCode = AreaCode,
            Title = Title,
            Amount = new Money { AmountMinor = AmountMinor, Currency = Currency },
            State = StateNow,
            RequestTime = RequestedAt.ToTimestamp(),
            HopeTime = HopeAt.ToTimestamp(),
            Mine = IsOf(caller),
            Ask = StateText.Read<Ask>(Ask),
            TimesAsked = TimesAsked,
        };
        report.Questions.AddRange(AskPolicy.Questions(report.Ask));
        return report;
    }
}
