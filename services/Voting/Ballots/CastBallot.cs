using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>Takes the one ballot of whoever holds a code, or, with its card, the next version of it.</summary>
internal sealed class CastBallot(BallotBox box, CodeKey key, WrongCodes wrongCodes, SlowLane lane)
{
    public async Task<Receipt> Handle(CastBallotRequest request, ServerCallContext context)
    {
        var (code, card) = Check(request);
        var codeHash = code is { } typed ? key.HashOf(request.PollId, typed) : null;
        var sources = Source.MarksIn(context);
        var cast = new Cast(request, card, code, codeHash, context.CancellationToken);
        if (wrongCodes.AreMany(request.PollId, sources) && !await IsKnown(cast, context.CancellationToken))
        {
            // Thrown once, and here: under thousands of guesses a second what is thrown on and on costs more than all else.
            await wrongCodes.Note(request.PollId, sources, context.CancellationToken);
            throw codeHash is null ? CastRules.CardUnknown() : CastRules.CodeUnknown();
        }

        try
        {
            return await box.Put(cast);
        }
        catch (Refusal refusal) when (refusal.Reason == VotingReasons.CodeUnknown || refusal.Reason == VotingReasons.CardUnknown)
        {
            await wrongCodes.Note(request.PollId, sources, context.CancellationToken);
            throw;
        }
    }

    // Wrong ones must not fill the queue of the right ones.
    private Task<bool> IsKnown(Cast cast, CancellationToken cancellation) => cast.CodeHash is { } codeHash
        ? lane.KnowsCode(cast.PollId, codeHash, cancellation)
        : lane.KnowsCard(cast.PollId, cast.Card, cancellation);

    private static (VoterCode? Code, BallotCard Card) Check(CastBallotRequest request)
    {
        var code = VoterCode.Read(request.Code, out var codeComplaint);
        var card = BallotCard.Read(request.Card, out var cardComplaint);
        var fields = new Fields()
            .RequestId(request.RequestId)
            .Id("poll_id", request.PollId)
            .Require(code is not null || (request.Replaces > 0 && request.Code.Length == 0), "code", codeComplaint)
            .Require(card is not null, "card", cardComplaint)
            .Require(request.Replaces >= 0, "replaces", VotingReasons.ReplacesNothing);
        Choices.RequireBounds(fields, request.ProjectIds, request.Points).Check();
        return (code, card!.Value);
    }
}
