using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>The photo of an idea.</summary>
[OpenTo(Role.Anyone)]
internal static class IdeaPhoto
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<IResult> Get(
        string id, string n, ProposalsService.ProposalsServiceClient proposals, HttpContext context, CancellationToken cancellation)
    {
        var request = new GetProposalPhotoRequest { RoundId = id, ProposalId = Links.Read(n) };
        using var call = proposals.GetProposalPhoto(request, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        return await SafeFile.Photo(context, call.ResponseStream, piece => (piece.PhotoId, piece.MediaType), piece => piece.Content,
            cancellation);
    }
}
