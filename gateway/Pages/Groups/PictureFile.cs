using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Groups;

/// <summary>The logo or photo of a group.</summary>
[OpenTo(Role.Anyone)]
internal static class PictureFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<IResult> Get(
        string group, PeopleService.PeopleServiceClient people, HttpContext context, CancellationToken cancellation)
    {
        var request = new GetGroupPictureRequest { GroupId = Links.Read(group) };
        using var call = people.GetGroupPicture(request, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        return await SafeFile.Photo(context, call.ResponseStream, piece => (piece.PictureId, piece.MediaType), piece => piece.Content,
            cancellation);
    }
}
