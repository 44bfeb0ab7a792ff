using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>Takes the one ballot of whoever holds a code, or, with its card, the next version of it.</summary>
internal sealed class CastBallot(BallotBox box, CodeKey key)
{
    public Task<Receipt> Handle(CastBallotRequest request, ServerCallContext context)
    {
        var (code, card) = Check(request);
        var codeHash = code is { } typed ? key.HashOf(request.PollId, typed) : null;
        return box.Put(new Cast(request, card, code, codeHash, WrongCodes.SourceOf(context), context.CancellationToken));
    }

    private static (VoterCode? Code, BallotCard Card) Check(CastBallotRequest request)
    {
        var code = VoterCode.Read(request.Code, out var codeComplaint);
        var card = BallotCard.Read(request.Card, out var cardComplaint);
        new Fields()
            .RequestId(request.RequestId)
            .Id("poll_id", request.PollId)
            .Require(code is not null || (request.Replaces > 0 && request.Code.Length == 0), "code", codeComplaint)
            .Require(card is not null, "card", cardComplaint)
            .Require(request.Replaces >= 0, "replaces", VotingReasons.ReplacesNothing)
            .Require(request.ProjectIds.Count <= Choices.MaxNamed, "project_ids", VotingReasons.TooManyNamed, ("max", Choices.MaxNamed))
            .Require(request.Points.Count <= Choices.MaxNamed, "points", VotingReasons.TooManyPointed, ("max", Choices.MaxNamed))
            .Check();
        return (code, card!.Value);
    }
}
