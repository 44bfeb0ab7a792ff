using Participatory.Accountability.Commitments;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Funders;

/// <summary>A link that went to the wrong people, or is no longer needed, opens nothing any more.</summary>
internal sealed class EndFunderLink(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("UPDATE funder_link SET ended_at = @Now WHERE link_id = @LinkId AND ended_at IS NULL");

    private static readonly Sql Select = new($"SELECT {FunderLinkRow.Columns} FROM funder_link WHERE link_id = @LinkId");

    public async Task<FunderLink> Handle(EndFunderLinkRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("link_id", request.LinkId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, FunderLink.Parser) is { } before)
        {
            return before;
        }

        CommitmentRow.MustActFor(caller, areaCode: "");
        await transaction.Execute(Update, new { request.LinkId, Now = clock.GetUtcNow() });
        var row = await transaction.One<FunderLinkRow>(Select, new { request.LinkId })
            ?? throw new Refusal(AccountabilityReasons.LinkNotFound, "We could not find this link. Please look at the list again.", "link_id");
        var answer = row.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
