using Microsoft.AspNetCore.Mvc.Filters;
using Participatory.Gateway.People;

namespace Participatory.Gateway.Pages.Council;

/// <summary>Whoever has sent a form of the council may have done something that waited: their bell is looked at anew.</summary>
internal sealed class RingAnew(Bell bell) : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        var request = context.HttpContext.Request;
        if (HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments(CouncilLinks.Start, StringComparison.Ordinal))
        {
            bell.Forget(Person.CallerOf(context.HttpContext.User).Subject);
        }
    }
}
