using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Voting.Files;

/// <summary>A finished contest as a Pabulib file, passed on piece by piece as the service sends it.</summary>
[OpenTo(Role.Anyone)]
internal static class ElectionFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<IResult> Get(
        string id, string area, VotingService.VotingServiceClient voting, HttpContext context, CancellationToken cancellation)
    {
        using var call = voting.ExportElection(
            new ExportElectionRequest { PollId = id, AreaCode = Links.Read(area) }, deadline: DateTime.UtcNow + Patience,
                cancellationToken: cancellation);
        await PublicFile.PassOn(
            context.Response, call.ResponseStream, piece => piece.Content, "text/plain; charset=utf-8", [id, Links.Read(area)], ".pb",
                cancellation);
        return Results.Empty;
    }
}
