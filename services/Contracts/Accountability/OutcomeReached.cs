using Participatory.Contracts.Voting;

namespace Participatory.Contracts.Accountability;

/// <summary>
/// An idea is not going to be paid for in this round, and we know why. Said once for an idea; the proposer hears it first.
/// A winner hears from Grants, with the money.
/// </summary>
/// <param name="Kind">"infeasible", "lost" or "gave-way" (it had the votes, and a ring-fence moved another up).</param>
/// <param name="OwnWords">For one that is infeasible, why, as an officer wrote it. Else empty.</param>
/// <param name="Loss">Why it was not chosen; null for one that is infeasible.</param>
/// <param name="TalkTo">Name and role of an officer.</param>
public sealed record OutcomeReached(
    string RoundId,
    string ProjectId,
    string Title,
    string ProposerSubject,
    string Kind,
    string OwnWords,
    LossDeclared? Loss,
    string TalkTo);
