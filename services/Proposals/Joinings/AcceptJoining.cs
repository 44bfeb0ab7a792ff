using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.Joinings;

/// <summary>The other side says yes: two ideas become one, or one becomes two again.</summary>
internal sealed class AcceptJoining(Database database, TimeProvider clock)
{
    public async Task<Joining> Handle(AcceptJoiningRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("joining_id", request.JoiningId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Joining.Parser) is not null)
        {
            return await JoiningView.Load(transaction, request.JoiningId, caller);
        }

        // Found first, to know the round; read again with it held, so that it is answered once and no review begins meanwhile.
        var found = await JoiningRow.Load(transaction, request.JoiningId);
        var round = await RoundRow.Lock(transaction, found.RoundId);
        var said = await JoiningRow.Load(transaction, request.JoiningId);
        var now = clock.Now();
        await (said.KindNow == JoiningKind.Split
            ? Split(transaction, said, round, caller, now) : Join(transaction, said, round, caller, now));
        await transaction.Remember(caller, request, new Joining { JoiningId = said.JoiningId });
        var answer = await JoiningView.Load(transaction, said.JoiningId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The suggestion with the yes to it; its words stand in the common idea from now on. Pure.</summary>
    /// <param name="own">Of whoever suggests it.</param>
    /// <param name="other">Of whoever answers.</param>
    /// <exception cref="Refusal">Others decide, it was answered or ended, an officer suggests it, or the two cannot become one.</exception>
    internal static JoiningRow Decide(
        JoiningRow said, (ProposalRow Idea, HidingState Hiding) own, (ProposalRow Idea, HidingState Hiding) other, RoundRow round,
        Caller caller, DateTimeOffset now)
    {
        if (!other.Idea.IsBy(caller))
        {
            throw JoiningRules.OthersDecide();
        }

        if (said.KindNow == JoiningKind.Hint)
        {
            throw new Refusal(ProposalsReasons.JoiningHasNoWords);
        }

        said.MustBeOpen();
        JoiningRules.MustJoin(own, other, round);
        // Whoever suggested it has left the idea to somebody else, who has not said yes.
        if (own.Idea.ProposerSubject != said.SuggestedBy)
        {
            throw new Refusal(ProposalsReasons.JoiningAnswered);
        }

        return said.As(JoiningState.Accepted, now) with { Title = "", Words = "", WhoBenefits = "" };
    }

    /// <summary>The same of a common idea that becomes two. Pure.</summary>
    /// <param name="sides">The two that it was.</param>
    /// <exception cref="Refusal">Others decide, it was answered or ended, or it cannot become two.</exception>
    internal static JoiningRow DecideSplit(
        JoiningRow said, ProposalRow common, IReadOnlyList<ProposalRow> sides, RoundRow round, Caller caller, DateTimeOffset now)
    {
        // Where it was split or taken back, there are no sides any more, and it was answered.
        if (sides.FirstOrDefault(side => side.ProposalId == said.OtherId) is { } own && !JoiningRules.ActsFor(own, common, caller))
        {
            throw JoiningRules.OthersDecide();
        }

        said.MustBeOpen();
        JoiningRules.MustSplit(common, sides, round);
        // Whoever suggested it has left it to somebody else, who has not said yes.
        if (!JoiningRules.StillSuggests(said, common, sides))
        {
            throw new Refusal(ProposalsReasons.JoiningAnswered);
        }

        return caller.Subject == said.SuggestedBy ? throw new Refusal(ProposalsReasons.JoiningOwn)
            : said.As(JoiningState.Accepted, now);
    }

    private static async Task Join(Transaction transaction, JoiningRow said, RoundRow round, Caller caller, DateTimeOffset now)
    {
        var pair = await IdeaPair.Lock(transaction, round.RoundId, said.ProposalId, said.OtherId);
        var accepted = Decide(said, pair.First, pair.Second, round, caller, now);
        var commonId = await IdeaOfTwo.NextId(transaction, round.RoundId);
        // Answered first: whatever else is suggested of the two ends with it.
        await (accepted with { CommonId = commonId.Id }).Change(transaction);
        await IdeaOfTwo.Make(transaction, said, commonId, (pair.First.Idea, pair.Second.Idea), round, now);
    }

    private static async Task Split(Transaction transaction, JoiningRow said, RoundRow round, Caller caller, DateTimeOffset now)
    {
        var common = await ProposalRow.LockWithAuthors(transaction, round.RoundId, said.CommonId ?? "");
        var sides = await JoinedIdeas.Lock(transaction, round.RoundId, common.ProposalId);
        await DecideSplit(said, common, sides, round, caller, now).Change(transaction);
        await JoinedIdeas.Split(transaction, round.RoundId, common, sides, now);
    }
}
