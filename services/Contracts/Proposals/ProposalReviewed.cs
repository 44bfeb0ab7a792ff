namespace Participatory.Contracts.Proposals;

/// <summary>
/// An officer said what an idea costs (<paramref name="Feasible"/>, <paramref name="CostMinor"/> set) or why it
/// cannot be done (<paramref name="Reason"/> set). May be said again; the one with the latest
/// <paramref name="ReviewedAt"/> counts.
/// </summary>
public sealed record ProposalReviewed(
    string RoundId,
    string ProposalId,
    string Title,
    string ProposerSubject,
    bool Feasible,
    long? CostMinor,
    string Currency,
    string Reason,
    string Note,
    string ReviewedBy,
    DateTimeOffset ReviewedAt);
