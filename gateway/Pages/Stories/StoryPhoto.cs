using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>A photo of a story; at the address of a funder's page what is shared with funders, too.</summary>
[OpenTo(Role.Anyone)]
internal static class StoryPhoto
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<IResult> Get(
        string id, string? secret, AccountabilityService.AccountabilityServiceClient accountability, HttpContext context,
            CancellationToken cancellation)
    {
        using var call = accountability.GetPhoto(
            new GetPhotoRequest { PhotoId = Links.Read(id), Secret = secret ?? "" }, deadline: DateTime.UtcNow + Patience,
            cancellationToken: cancellation);
        return await SafeFile.Photo(context, call.ResponseStream, piece => (id, piece.MediaType), piece => piece.Content, cancellation);
    }
}
