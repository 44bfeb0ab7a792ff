using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Sorting;

/// <summary>An officer closes a card sort: nobody sorts any more, and everybody sees how those who did agree.</summary>
internal sealed class CloseCardSort(Database database, TimeProvider clock)
{
    public async Task<CardSort> Handle(CloseCardSortRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("sort_id", request.SortId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, CardSort.Parser) is { } before)
        {
            return before;
        }

        var sort = await CardSortRow.Lock(transaction, request.SortId);
        if (Decide(sort, await AreaRow.Load(transaction, [sort.RoundId]), caller, clock.Now()) is { } closed)
        {
            await closed.Close(transaction);
            sort = closed;
        }

        var answer = sort.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The card sort as it is closed; null where it is. Pure.</summary>
    /// <exception cref="Refusal">It is of other areas.</exception>
    internal static CardSortRow? Decide(CardSortRow sort, IEnumerable<AreaRow> areas, Caller caller, DateTimeOffset now)
    {
        caller.MustActIn(sort.AreasOf(areas));
        return sort.ClosedAt is null ? sort with { ClosedAt = now, ClosedBy = caller.Signature() } : null;
    }
}
