using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.Primitives;
using Participatory.Gateway.People;

namespace Participatory.Gateway.Keeping;

/// <summary>
/// Puts what was kept back into the form that it was written in, as if it had just been typed. It is not sent: the person looks at it and
/// presses the button. Where a form's seal has gone while its person is the same, the words are kept as well.
/// </summary>
internal sealed class ShowKept(
    KeptForms kept, KeepForms keep, ParameterBinder parameters, IModelBinderFactory binders, IModelMetadataProvider metadata)
    : IAsyncPageFilter, IAsyncAlwaysRunResultFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var executed = await next();
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) && KeptForms.Has(http.Request) && executed.Result is PageResult
            && await kept.Find(http, http.RequestAborted) is { } form && form.To == KeepForms.PageOf(http.Request))
        {
            var isTheirs = form.Subject == Person.CallerOf(http.User).Subject;
            http.Items[typeof(KeptSeen)] = !isTheirs ? KeptSeen.OfAnother : form.HadFiles ? KeptSeen.WordsWithoutFiles : KeptSeen.Words;
            if (isTheirs)
            {
                await PutBack(context, form);
            }
        }
    }

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is IAntiforgeryValidationFailedResult && KeepForms.ComesFromUs(context.HttpContext.Request))
        {
            // Of what is never kept, as a ballot, at least the page comes afresh.
            await keep.Keep(context.HttpContext);
            context.Result = new LocalRedirectResult(KeepForms.PageOf(context.HttpContext.Request));
        }

        await next();
    }

    private async Task PutBack(PageHandlerExecutingContext context, KeptForm form)
    {
        var fields = new FormCollection(form.Fields.GroupBy(field => field.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => new StringValues([.. same.Select(field => field.Value)]), StringComparer.Ordinal));
        var typed = new FormValueProvider(BindingSource.Form, fields, System.Globalization.CultureInfo.CurrentCulture);
        var page = (CompiledPageActionDescriptor)context.ActionDescriptor;
        foreach (var property in page.BoundProperties.OfType<PageBoundPropertyDescriptor>())
        {
            var about = metadata.GetMetadataForProperty(page.HandlerTypeInfo, property.Name);
            // The framework's own predicate says that nothing is bound where a page is only looked at.
            var how = new BindingInfo(property.BindingInfo ?? new BindingInfo()) { RequestPredicate = null };
            var field = new ParameterDescriptor { Name = property.Name, ParameterType = property.ParameterType, BindingInfo = how };
            var binder = binders.CreateBinder(new ModelBinderFactoryContext { BindingInfo = how, Metadata = about });
            var bound = await parameters.BindModelAsync(context, binder, typed, field, about, value: null);
            if (bound.IsModelSet)
            {
                about.PropertySetter?.Invoke(context.HandlerInstance, bound.Model);
            }
        }
    }
}

/// <summary>What a page says of a form that was kept; under its type in the items of the request.</summary>
internal enum KeptSeen
{
    Words,
    WordsWithoutFiles,
    OfAnother,
}
