using Participatory.Accountability;
using Participatory.Platform;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddAccountability();
var app = builder.Build();
app.MapAccountability();
return await ServiceProcess.RunAsync(app, args);
