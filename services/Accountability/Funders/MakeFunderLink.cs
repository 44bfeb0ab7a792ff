using Participatory.Accountability.Commitments;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Funders;

/// <summary>An officer makes a link for a funder. The secret is in this answer and nowhere else, not even under the request id.</summary>
internal sealed class MakeFunderLink(Database database, Keyed key, TimeProvider clock)
{
    private static readonly Sql CountRounds = new("SELECT COUNT(*) FROM round WHERE round_id = @RoundId");

    private static readonly Sql Insert = new("""
        INSERT INTO funder_link (link_id, round_id, funder, secret_hash, made_by, made_at)
        VALUES (@LinkId, @RoundId, @Funder, @Hash, @By, @MadeAt)
        """);

    public async Task<FunderLink> Handle(MakeFunderLinkRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Text("funder", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, FunderLink.Parser) is { } before)
        {
            before.Secret = FunderLinkRow.SecretOf(key, before.LinkId);
            return before;
        }

        if (await transaction.One<long>(CountRounds, new { request.RoundId }) == 0)
        {
            throw new Refusal(AccountabilityReasons.RoundNotFound, field: "round_id");
        }

        CommitmentRow.MustActFor(caller, areaCode: "");
        var row = new FunderLinkRow
        {
            LinkId = Guid.CreateVersion7().ToString(), RoundId = request.RoundId, Funder = request.Funder,
            MadeAt = clock.GetUtcNow()
        };
        var secret = FunderLinkRow.SecretOf(key, row.LinkId);
        await transaction.Execute(
            Insert, new { row.LinkId, row.RoundId, row.Funder, Hash = FunderLinkRow.HashOf(key, secret), By = caller.ShownAs, row.MadeAt });
        await transaction.Remember(caller, request, row.ToMessage());
        await transaction.Commit();
        return row.ToMessage(secret);
    }
}
