using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Words;

namespace Participatory.Grants.Releases;

/// <summary>What one person proposes and another decides: a release, or taking it back.</summary>
internal abstract record ProposedRow
{
    public const string DecisionColumns =
        "state, proposed_by, proposed_as, proposed_at, decided_by, decided_as, decided_at, decline_reason";

    public string FundId { get; init; } = "";
    public string Currency { get; init; } = "";
    public string RoundId { get; init; } = "";

    /// <summary>As <see cref="StateText"/> writes a <see cref="ReleaseState"/> or a <see cref="ClawbackState"/>.</summary>
    public string State { get; init; } = "";

    public string ProposedBy { get; init; } = "";
    public string ProposedAs { get; init; } = "";
    public DateTimeOffset ProposedAt { get; init; }
    public string? DecidedBy { get; init; }
    public string? DecidedAs { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DeclineReason { get; init; }

    /// <summary>Refuses to decide twice.</summary>
    public void RefuseUnlessProposed(Reason approved, Reason declined, IReadOnlyList<Value> values)
    {
        if (State != StateText.Of(ReleaseState.Proposed))
        {
            throw new Refusal(State == StateText.Of(ReleaseState.Approved) ? approved : declined, values);
        }
    }

    /// <summary>Refuses whoever proposed it.</summary>
    public void RefuseProposer(Caller caller)
    {
        if (ProposedBy == caller.Subject)
        {
            throw new Refusal(GrantsReasons.SecondPersonNeeded);
        }
    }
}
