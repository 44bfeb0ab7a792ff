using Participatory.Access.V1;

namespace Participatory.Gateway.Pages.Council;

/// <summary>One of the three steps by which an empty house comes to its first round.</summary>
/// <param name="Whose">Who has to do it.</param>
/// <param name="Address">Where; empty where it cannot be done yet.</param>
public sealed record FirstStep(string Title, string Words, Role Whose, bool Done, string Address);

/// <summary>What to begin with where nothing is there yet.</summary>
public static class StartHere
{
    /// <param name="fund">A fund is made. Null where there is none.</param>
    /// <param name="hasMoney">Something has been paid into a fund.</param>
    /// <param name="roundId">The first round; null where there is none.</param>
    /// <param name="proposed">A release that waits for its second person; null where there is none.</param>
    /// <param name="released">Money was released to a round.</param>
    /// <returns>The steps; none where all are done.</returns>
    public static IReadOnlyList<FirstStep> Of(string? fund, bool hasMoney, string? roundId, string? proposed, bool released)
    {
        if (hasMoney && roundId is not null && released)
        {
            return [];
        }

        return
        [
            new FirstStep(
                Words.Council.StartFund, Words.Council.StartFundWords, Role.Finance, hasMoney,
                fund is null ? CouncilLinks.NewFund : CouncilLinks.Fund(fund)),
            new FirstStep(
                Words.Council.StartRound, Words.Council.StartRoundWords, Role.Officer, roundId is not null, CouncilLinks.NewRound),
            proposed is not null
                ? new FirstStep(
                    Words.Council.StartRelease, Words.Council.StartProposed, Role.Finance, released, CouncilLinks.Release(proposed))
                : new FirstStep(
                    Words.Council.StartRelease, Words.Council.StartReleaseWords, Role.Officer, released,
                    roundId is null || !hasMoney ? "" : CouncilLinks.ProposeRelease(roundId)),
        ];
    }
}
