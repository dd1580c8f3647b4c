"""Addresses of the batches."""

from django.urls import path

from reports.batches import views

urlpatterns = [
    path("exports/", views.batches, name="batches"),
    path("exports/new/", views.new_batch, name="batch-new"),
    path("exports/<uuid:batch_id>/", views.batch_page, name="batch"),
    path("exports/<uuid:batch_id>/progress/", views.batch_progress, name="batch-progress"),
    path("exports/<uuid:batch_id>/file/", views.batch_file, name="batch-file"),
    path("exports/<uuid:batch_id>/delete/", views.batch_delete, name="batch-delete"),
]
