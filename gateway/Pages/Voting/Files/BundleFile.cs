using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Voting.Files;

/// <summary>Everything that it takes to check a result, passed on piece by piece as the service sends it.</summary>
[OpenTo(Role.Anyone)]
internal static class BundleFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<IResult> Get(
        string id, VotingService.VotingServiceClient voting, HttpContext context, CancellationToken cancellation)
    {
        using var call = voting.ExportBundle(
            new ExportBundleRequest { PollId = id }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        await PublicFile.PassOn(
            context.Response, call.ResponseStream, piece => piece.Content, "application/jsonl; charset=utf-8", [id], "-bundle.jsonl",
                cancellation);
        return Results.Empty;
    }
}
