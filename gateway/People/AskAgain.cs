using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Gateway.Keeping;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.People;

/// <summary>
/// What cannot be taken back, such as letting go of money, asks that somebody has just shown who they are. Where a service refuses for
/// that, the visitor signs in once more and comes back to the page, with what they had written. So they do where a service knows already
/// that their session has ended at another gateway, or that what they may do has changed.
/// </summary>
internal sealed class AskAgain(KeepForms keep, Identities identities) : IAsyncExceptionFilter
{
    /// <summary>Pages with a form that takes a while to fill in ask before it and not after it, with this much time left for it.</summary>
    private static readonly TimeSpan ForTyping = TimeSpan.FromMinutes(5);

    public async Task OnExceptionAsync(ExceptionContext context)
    {
        if (context.Exception is RpcException refusal && IsAsked(refusal))
        {
            await keep.Keep(context.HttpContext);
            context.ExceptionHandled = true;
            context.Result = To(context.HttpContext.Request);
        }
        else if (context.Exception is RpcException ended && ended.Reason() == Reasons.SignInRanOut.Name)
        {
            await keep.Keep(context.HttpContext);
            identities.ForgetPerson(Person.CallerOf(context.HttpContext.User).Subject);
            context.ExceptionHandled = true;
            context.Result = To(context.HttpContext.Request);
        }
    }

    /// <summary>Where to go first; null where the visitor has just signed in.</summary>
    public static IActionResult? Before(PageModel page, TimeProvider clock) => HttpMethods.IsGet(page.Request.Method)
        && !(clock.GetUtcNow() - Person.CallerOf(page.User).ProvedAt <= Guard.Recently - ForTyping) ? To(page.Request) : null;

    /// <summary>A service asks that they show once more who they are.</summary>
    public static bool IsAsked(RpcException refusal) => refusal.Reason() == Reasons.SignInAgain.Name;

    private static LocalRedirectResult To(HttpRequest request) => new(AddressFrom(request));

    /// <summary>The page on which they do, which leads back to where they come from.</summary>
    public static string AddressFrom(HttpRequest request) => $"/sign-in?again=true&return={Uri.EscapeDataString(KeepForms.PageOf(request))}"
        + (HttpMethods.IsPost(request.Method) ? "&form=true" : "");
}
