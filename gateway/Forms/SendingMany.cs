using Grpc.Core;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Gateway.Calls;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.Forms;

/// <summary>
/// A form for many things at once. Each is asked for by itself, by the rules that hold for one, and what is refused holds up none of the
/// others.
/// </summary>
public static class SendingMany
{
    /// <param name="page">The page whose form it is; what was refused stands above it, with its name and the reason.</param>
    /// <param name="form">
    /// The request id of the form. That of each thing follows from it, so that a form which is sent again, because the first sending was
    /// cut off or pressed twice, asks for nothing twice.
    /// </param>
    /// <param name="chosen">The ids of what was ticked.</param>
    /// <param name="nameOf">How the page calls a thing; asked only where it was refused.</param>
    /// <param name="send">Asks for one thing: its request id, and its own.</param>
    /// <returns>How many went through.</returns>
    public static async Task<int> SendEach(
        this PageModel page, Guid form, IEnumerable<string> chosen, Func<string, Task<string>> nameOf, Func<string, string, Task> send)
    {
        page.ModelState.MaxAllowedErrors = int.MaxValue;
        var through = 0;
        foreach (var id in chosen.Distinct(StringComparer.Ordinal))
        {
            try
            {
                await send(RequestIds.From(form.ToString(), id), id);
                through++;
            }
            catch (RpcException refusal) when (MayGoOn(refusal))
            {
                var reason = refusal.FieldFaults() is [var fault, ..] ? fault.Sentence : refusal.Status.Detail;
                page.ModelState.AddModelError("", $"{await nameOf(id)}: {reason}");
            }
        }

        return through;
    }

    // Whoever has to sign in again, or has to wait, comes back with the same form.
    private static bool MayGoOn(RpcException refusal) => refusal.CanBePutRight()
        || (refusal.StatusCode is StatusCode.PermissionDenied && refusal.Reason() != Reasons.SignInAgain.Name);
}
