using Participatory.Grants;
using Participatory.Platform;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddGrants();
var app = builder.Build();
app.MapGrants();
return await ServiceProcess.RunAsync(app, args);
