using Microsoft.AspNetCore.Mvc.Filters;

namespace Participatory.Gateway.Forms;

/// <summary>
/// Makes every field of a form known before its handler runs, also those that a browser does not send because nothing
/// in them was chosen, so that a refusal finds its field.
/// </summary>
internal sealed class KnownFields : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        foreach (var property in context.ActionDescriptor.BoundProperties)
        {
            var name = property.BindingInfo?.BinderModelName ?? property.Name;
            if (!context.ModelState.ContainsKey(name))
            {
                context.ModelState.MarkFieldSkipped(name);
            }
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
