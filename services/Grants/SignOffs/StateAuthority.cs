using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.SignOffs;

/// <summary>An officer says under which power a round gives money, who owns it and by whose decision; the last word counts.</summary>
internal sealed class StateAuthority(Database database, TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO round_authority (round_id, legal_power, owned_by, delegated_decision, stated_by, stated_as, stated_at)
        SELECT @RoundId, @legalPower, @ownedBy, @delegatedDecision, @Subject, @ShownAs, @now
        WHERE NOT EXISTS (SELECT 1 FROM round_authority {lock} WHERE round_id = @RoundId)
        """);

    private static readonly Sql Update = new("""
        UPDATE round_authority SET legal_power = @legalPower, owned_by = @ownedBy, delegated_decision = @delegatedDecision,
            stated_by = @Subject, stated_as = @ShownAs, stated_at = @now
        WHERE round_id = @RoundId
        """);

    public async Task<Authority> Handle(StateAuthorityRequest request, Caller caller, CancellationToken cancellation)
    {
        var stated = request.Authority ?? new Authority();
        new Fields()
            .RequestId(request.RequestId)
            .Id("authority.round_id", stated.RoundId)
            .Text("authority.legal_power", stated)
            .Text("authority.owner", stated)
            .Text("authority.delegated_decision", stated)
            .Check();
        if (caller.Areas.Count > 0)
        {
            throw new Refusal(GrantsReasons.OtherArea, "This is about the whole round. Please ask an officer who looks after all of its areas.");
        }

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Authority.Parser) is { } before)
        {
            return before;
        }

        var row = new
        {
            stated.RoundId,
            legalPower = stated.LegalPower.Trim(),
            ownedBy = stated.Owner.Trim(),
            delegatedDecision = stated.DelegatedDecision.Trim(),
            caller.Subject,
            caller.ShownAs,
            now = clock.GetUtcNow(),
        };
        if (await transaction.Execute(Insert, row) == 0)
        {
            await transaction.Execute(Update, row);
        }

        var answer = (await AuthorityRow.LoadOrNull(transaction, stated.RoundId))!.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}

/// <summary>Under which power a round gives money.</summary>
internal sealed record AuthorityRow
{
    private static readonly Sql Select = new("""
        SELECT round_id, legal_power, owned_by, delegated_decision, stated_as, stated_at FROM round_authority WHERE round_id = @roundId
        """);

    public string RoundId { get; init; } = "";
    public string LegalPower { get; init; } = "";
    public string OwnedBy { get; init; } = "";
    public string DelegatedDecision { get; init; } = "";
    public string StatedAs { get; init; } = "";
    public DateTimeOffset StatedAt { get; init; }

    public static Task<AuthorityRow?> LoadOrNull(Session session, string roundId) => session.One<AuthorityRow>(Select, new { roundId });

    public Authority ToMessage() => new()
    {
        RoundId = RoundId,
        LegalPower = LegalPower,
        Owner = OwnedBy,
        DelegatedDecision = DelegatedDecision,
        StatedBy = StatedAs,
        StateTime = ((DateTimeOffset?)StatedAt).ToTimestamp(),
    };
}
