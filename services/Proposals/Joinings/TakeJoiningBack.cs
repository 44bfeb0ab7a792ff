using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Joinings;

/// <summary>Whoever suggests it thinks better of it, before it is answered.</summary>
internal sealed class TakeJoiningBack(Database database, TimeProvider clock)
{
    public async Task<Joining> Handle(TakeJoiningBackRequest request, Caller caller, CancellationToken cancellation)
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
        var own = await ProposalRow.LockWithAuthors(transaction, round.RoundId, said.ProposalId);
        var common = said.KindNow == JoiningKind.Split
            ? await ProposalRow.LockWithAuthors(transaction, round.RoundId, said.CommonId ?? "") : null;
        if (Decide(said, own, common, caller, clock.Now()) is { } ended)
        {
            await ended.Change(transaction);
        }

        await transaction.Remember(caller, request, new Joining { JoiningId = said.JoiningId });
        var answer = await JoiningView.Load(transaction, said.JoiningId, caller);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The suggestion as it ends; null where it has already. Pure.</summary>
    /// <param name="own">The idea of whoever suggests it.</param>
    /// <param name="common">The common idea, where it is about splitting that; else null.</param>
    /// <exception cref="Refusal">The other side or an officer suggests it, or it was answered.</exception>
    internal static JoiningRow? Decide(JoiningRow said, ProposalRow own, ProposalRow? common, Caller caller, DateTimeOffset now)
    {
        var decides = said.KindNow switch
        {
            JoiningKind.Split => common is not null && JoiningRules.ActsFor(own, common, caller),
            JoiningKind.Join => own.IsBy(caller),
            _ => false,
        };
        if (!decides)
        {
            throw JoiningRules.OthersDecide();
        }

        if (said.StateNow == JoiningState.Ended)
        {
            return null;
        }

        said.MustBeOpen();
        return said.As(JoiningState.Ended, now);
    }
}
