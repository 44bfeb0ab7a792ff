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

    /// <summary>How it stands with this idea: one that was joined into another was not taken back.</summary>
    public static string Name(Proposal idea) => idea.JoinedInto.Length > 0 ? Words.Joinings.JoinedTag : Name(idea.State);

    /// <summary>Each state has its colour, and its words beside it.</summary>
    public static string TagClass(ProposalState state) => state switch
    {
        ProposalState.Won => "govuk-tag tag-won",
        ProposalState.Feasible => "govuk-tag tag-calm tag-feasible",
        ProposalState.OnBallot => "govuk-tag tag-calm tag-ballot",
        ProposalState.Infeasible or ProposalState.Withdrawn => "govuk-tag tag-calm tag-off",
        _ => "govuk-tag tag-calm",
    };
}
