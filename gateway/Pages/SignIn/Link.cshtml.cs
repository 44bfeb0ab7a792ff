using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>The link in our e-mail: it leads to one story or one offer, without an account and without a password.</summary>
[OpenTo(Role.Anyone)]
public sealed class LinkModel(PeopleAsGateway people) : PageModel
{
    public async Task<IActionResult> OnGet(string token, CancellationToken cancellation)
    {
        var request = new OpenLinkRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            Token = token,
            SessionSecret = Sessions.NewSecret(),
            SessionSecretBefore = Sessions.SecretIn(Request) is { } before ? ByteString.CopyFrom(Sessions.Read(before)) : ByteString.Empty,
        };
        try
        {
            var session = await people.Client.OpenLinkAsync(request, cancellationToken: cancellation);
            if (!session.Kept)
            {
                await Sessions.BeginLink(HttpContext, request.SessionSecret, cancellation);
            }

            return LocalRedirect(Person.PathOf(session.Reach));
        }
        catch (RpcException refusal) when (refusal.StatusCode == Grpc.Core.StatusCode.NotFound)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }
    }
}
