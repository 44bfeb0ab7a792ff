namespace Participatory.Gateway.Security;

/// <summary>
/// What can be asked of us at all. A page answers any other method, too, by showing itself without having done anything, and TRACE would
/// say back what only a browser may know; so nothing but these comes in.
/// </summary>
internal static class Methods
{
    private const string Known = "GET, HEAD, POST";

    public static void UseKnownMethods(this WebApplication app) => app.Use((context, next) =>
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = Known;
        return Task.CompletedTask;
    });
}
