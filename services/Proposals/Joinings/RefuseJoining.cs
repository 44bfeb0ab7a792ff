using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Joinings;

/// <summary>The other side says no. Only the two sides know.</summary>
internal sealed class RefuseJoining(Database database, TimeProvider clock)
{
    public async Task<Joining> Handle(RefuseJoiningRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("joining_id", request.JoiningId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Joining.Parser) is not null)
        {
            return await JoiningView.Load(transaction, request.JoiningId, caller);
        }

        var found = await JoiningRow.Load(transaction, request.JoiningId);
        var round = await RoundRow.Lock(transaction, found.RoundId);
        var said = await JoiningRow.Load(transaction, request.JoiningId);
        var pair = await IdeaPair.Lock(transaction, round.RoundId, said.ProposalId, said.OtherId);
        var common = said.KindNow == JoiningKind.Split
            ? await ProposalRow.LockWithAuthors(transaction, round.RoundId, said.CommonId ?? "") : null;
        if (Decide(said, pair.First.Idea, pair.Second.Idea, common, caller, clock.Now()) is { } refused)
        {
            await refused.Change(transaction);
        }

        await transaction.Remember(caller, request, new Joining { JoiningId = said.JoiningId });
        var answer = await JoiningView.Load(transaction, said.JoiningId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The suggestion with the no to it; null where it was said before. In any phase: a no changes nothing. Pure.</summary>
    /// <param name="own">The idea of whoever suggests it.</param>
    /// <param name="other">The idea of whoever answers.</param>
    /// <param name="common">The common idea, where it is about splitting that; else null.</param>
    /// <exception cref="Refusal">Others decide, or it was answered otherwise.</exception>
    internal static JoiningRow? Decide(
        JoiningRow said, ProposalRow own, ProposalRow other, ProposalRow? common, Caller caller, DateTimeOffset now)
    {
        var decides = said.KindNow switch
        {
            JoiningKind.Hint => own.IsBy(caller) || other.IsBy(caller),
            JoiningKind.Split => common is not null && JoiningRules.ActsFor(other, common, caller),
            _ => other.IsBy(caller),
        };
        if (!decides)
        {
            throw JoiningRules.OthersDecide();
        }

        if (said.StateNow == JoiningState.Refused)
        {
            return null;
        }

        said.MustBeOpen();
        return said.As(JoiningState.Refused, now);
    }
}
