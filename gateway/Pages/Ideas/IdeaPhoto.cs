using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>A photo of an idea; the first one where none is named.</summary>
[OpenTo(Role.Anyone)]
internal static class IdeaPhoto
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<IResult> Get(
        string id, string n, string? photo, ProposalsService.ProposalsServiceClient proposals, HttpContext context,
        CancellationToken cancellation)
    {
        var request = new GetProposalPhotoRequest { RoundId = id, ProposalId = Links.Read(n), PhotoId = photo ?? "" };
        using var call = proposals.GetProposalPhoto(request, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        return await SafeFile.Photo(context, call.ResponseStream, piece => (piece.PhotoId, piece.MediaType), piece => piece.Content,
            cancellation);
    }
}
