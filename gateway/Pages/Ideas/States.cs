using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>How the states of an idea are said and shown.</summary>
public static class States
{
    public static string Name(ProposalState state) => state switch
    {
        ProposalState.Feasible => Words.Ideas.StateFeasible,
        ProposalState.Infeasible => Words.Ideas.StateInfeasible,
        ProposalState.OnBallot => Words.Ideas.StateOnBallot,
        ProposalState.Won => Words.Ideas.StateWon,
        ProposalState.Lost => Words.Ideas.StateLost,
        ProposalState.Withdrawn => Words.Ideas.StateWithdrawn,
        _ => Words.Ideas.StateOpen,
    };

    public static string TagClass(ProposalState state) => state == ProposalState.Won ? "govuk-tag tag-won" : "govuk-tag tag-calm";
}
