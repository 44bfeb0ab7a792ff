using Participatory.Accountability.Commitments;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Fairness;

/// <summary>
/// An officer has looked at the numbers, and everybody sees them from now on, in the place of those before. That those were there, and who
/// showed them, stays.
/// </summary>
internal sealed class UseResidents(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE residents_load SET used_by = @UsedBy, used_at = @UsedAt WHERE load_id = @LoadId AND used_at IS NULL
        """);

    private static readonly Sql DeleteBefore = new("""
        DELETE FROM residents_number WHERE load_id IN (SELECT load_id FROM residents_load WHERE used_at IS NOT NULL AND load_id <> @LoadId)
        """);

    private static readonly Sql UpdateShown = new("UPDATE residents_shown SET load_id = @LoadId WHERE only_one = 1");

    private static readonly Sql InsertShown = new("INSERT INTO residents_shown (only_one, load_id) VALUES (1, @LoadId)");

    public async Task<Residents> Handle(UseResidentsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("load_id", request.LoadId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Residents.Parser) is { } before)
        {
            return before;
        }

        CommitmentRow.MustActFor(caller, areaCode: "");
        await transaction.Hold("residents");
        var used = Decide(await ResidentsRow.LoadOrNull(transaction, request.LoadId), caller, clock.GetUtcNow());
        await transaction.Execute(Update, used);
        await transaction.Execute(DeleteBefore, used);
        if (await transaction.Execute(UpdateShown, used) == 0)
        {
            await transaction.Execute(InsertShown, used);
        }

        var answer = used.ToMessage(await ResidentsRow.LoadAreas(transaction), await used.LoadNumbers(transaction));
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The numbers as everybody sees them. Pure.</summary>
    /// <exception cref="Refusal">There are none, or they have been shown before: then they stand there, or others do.</exception>
    internal static ResidentsRow Decide(ResidentsRow? added, Caller caller, DateTimeOffset now) => added switch
    {
        null => throw new Refusal(AccountabilityReasons.ResidentsNotFound, field: "load_id"),
        { UsedAt: not null } => throw new Refusal(AccountabilityReasons.ResidentsUsed, field: "load_id"),
        _ => added with { UsedBy = caller.ShownAs, UsedAt = now },
    };
}
