using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Desk;

/// <summary>What the desk holds of an idea: who looks after it, how many notes there are, and of what the caller is reminded.</summary>
internal sealed record CaseRow
{
    private static readonly Sql Select = new($$"""
        SELECT p.proposal_id, p.valuations, o.officer_subject, o.shown_as, r.remind_at, (SELECT COUNT(*) FROM case_note n
            WHERE n.round_id = p.round_id AND n.proposal_id = p.proposal_id) AS notes
        FROM proposal p
        LEFT JOIN case_assignment a ON a.round_id = p.round_id AND a.proposal_id = p.proposal_id
        LEFT JOIN desk_officer o ON o.officer_subject = a.officer_subject AND {{DeskOfficerRow.IsColleague}}
        LEFT JOIN case_reminder r ON r.officer_subject = @subject AND r.round_id = p.round_id AND r.proposal_id = p.proposal_id
        WHERE p.round_id = @roundId AND p.proposal_id IN (SELECT item FROM {texts @proposalIds} AS given)
        """);

    public string ProposalId { get; init; } = "";
    public int Valuations { get; init; }

    /// <summary>Null where nobody looks after it, or who did is no colleague any more.</summary>
    public string? OfficerSubject { get; init; }

    public string? ShownAs { get; init; }
    public DateTimeOffset? RemindAt { get; init; }
    public int Notes { get; init; }

    /// <summary>Of each of these ideas, as the caller sees it.</summary>
    public static async Task<IReadOnlyDictionary<string, CaseRow>> Load(
        Session session, string roundId, IEnumerable<string> proposalIds, Caller caller, DateTimeOffset now) =>
        (await session.Many<CaseRow>(Select, new
        {
            roundId, proposalIds = Sql.List(proposalIds), subject = caller.Subject, since = DeskOfficerRow.Since(now),
        })).ToDictionary(row => row.ProposalId, StringComparer.Ordinal);

    /// <summary>One idea as a case.</summary>
    /// <exception cref="Platform.Calls.Refusal">There is none.</exception>
    public static async Task<ProposalCase> LoadOne(
        Session session, string roundId, string proposalId, Caller caller, DateTimeOffset now)
    {
        var idea = await ProposalView.Load(session, roundId, proposalId, caller);
        return (await Load(session, roundId, [proposalId], caller, now))[proposalId].ToMessage(idea, caller, now);
    }

    public ProposalCase ToMessage(Proposal idea, Caller caller, DateTimeOffset now) => new()
    {
        Proposal = idea,
        Valuations = Valuations,
        Assigned = OfficerSubject is { } subject ? new Colleague { Subject = subject, ShownAs = ShownAs ?? "" } : null,
        AssignedToMe = OfficerSubject == caller.Subject,
        Notes = Notes,
        RemindTime = RemindAt?.ToTimestamp(),
        ReminderDue = RemindAt <= now,
    };
}
