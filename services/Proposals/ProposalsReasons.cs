using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Why this service refuses, beside what every service may answer.</summary>
internal static class ProposalsReasons
{
    /// <summary>There is no round with this id.</summary>
    public static readonly Reason RoundNotFound = new(StatusCode.NotFound, "ROUND_NOT_FOUND");

    /// <summary>The caller chose a round id that is taken.</summary>
    public static readonly Reason RoundExists = new(StatusCode.AlreadyExists, "ROUND_EXISTS");

    /// <summary>The round is in a phase that does not allow this.</summary>
    public static readonly Reason WrongPhase = new(StatusCode.FailedPrecondition, "WRONG_PHASE");

    /// <summary>The phase asked for is not the next one, or is not reached by a decision alone.</summary>
    public static readonly Reason NotTheNextPhase = new(StatusCode.FailedPrecondition, "NOT_THE_NEXT_PHASE");

    /// <summary>There is no idea with this id in this round, or the caller may not see it.</summary>
    public static readonly Reason ProposalNotFound = new(StatusCode.NotFound, "PROPOSAL_NOT_FOUND");

    /// <summary>The caller chose a proposal id that is taken.</summary>
    public static readonly Reason ProposalExists = new(StatusCode.AlreadyExists, "PROPOSAL_EXISTS");

    /// <summary>The person who proposed it took it back.</summary>
    public static readonly Reason ProposalWithdrawn = new(StatusCode.FailedPrecondition, "PROPOSAL_WITHDRAWN");

    /// <summary>The idea has no photo.</summary>
    public static readonly Reason PhotoNotFound = new(StatusCode.NotFound, "PHOTO_NOT_FOUND");

    /// <summary>The idea has its photo.</summary>
    public static readonly Reason PhotoExists = new(StatusCode.AlreadyExists, "PHOTO_EXISTS");

    /// <summary>The round holds as many ideas as it can.</summary>
    public static readonly Reason RoundFull = new(StatusCode.ResourceExhausted, "ROUND_FULL");

    /// <summary>Some ideas are neither costed nor turned down yet.</summary>
    public static readonly Reason ProposalsNotValued = new(StatusCode.FailedPrecondition, "PROPOSALS_NOT_VALUED");

    /// <summary>No idea can be done, so there is nothing to vote on.</summary>
    public static readonly Reason NothingToVoteOn = new(StatusCode.FailedPrecondition, "NOTHING_TO_VOTE_ON");

    /// <summary>An area has ideas for the ballot paper and no money.</summary>
    public static readonly Reason AreaWithoutMoney = new(StatusCode.FailedPrecondition, "AREA_WITHOUT_MONEY");

    /// <summary>The vote would end before it opens.</summary>
    public static readonly Reason NoTimeToVote = new(StatusCode.FailedPrecondition, "NO_TIME_TO_VOTE");
}
